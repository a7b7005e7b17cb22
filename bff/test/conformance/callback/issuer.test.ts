/**
 * Mix-up: the response names the server it comes from, and that is the one this transaction went to
 * (RFC 9207 §2.4, RFC 9700 §4.4). Compared after one decoding, character by character.
 */
import { it } from 'vitest'
import { saying, silentOn } from '../liar/forgeries.ts'
import { expectCodeUnused, expectSignedIn } from '../outcomes.ts'
import { openEncounter, signIn } from '../sign-in.ts'

it.each([
  ['another host', () => 'https://evil.example'],
  ['another name of the same host', (issuer: string) => issuer.replace('127.0.0.1', 'localhost')],
  ['another case', (issuer: string) => issuer.replace('http', 'HTTP')],
  ['a final slash more', (issuer: string) => `${issuer}/`],
  ['an encoded colon', (issuer: string) => issuer.replace('://', '%3A//')],
  ['nothing', () => ''],
])('refuses a response whose iss is %s [CB-04]', async (_what, wrong) => {
  const { liar, signIn } = await openEncounter()
  liar.lie({ authorizationResponse: saying('iss', wrong(liar.issuer)) })
  expectCodeUnused(await signIn())
})

it('compares iss also where the server never promised to send it [CB-04]', async () => {
  const attempt = await signIn({
    supportsIss: false,
    authorizationResponse: saying('iss', 'https://evil.example'),
  })
  expectCodeUnused(attempt)
})

it('refuses a response without iss from a server that promised it [CB-05]', async () => {
  const attempt = await signIn({ authorizationResponse: silentOn('iss') })
  expectCodeUnused(attempt)
})

it('needs no iss from a server that never promised it', async () => {
  expectSignedIn(await signIn({ supportsIss: false }))
})
