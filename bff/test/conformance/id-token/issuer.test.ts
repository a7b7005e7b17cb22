/** OpenID Connect Core §3.1.3.7-2: `iss` is the issuer we asked, to the letter. */
import { it } from 'vitest'
import { expectTokensUnused } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  ['a final slash more', (issuer: string) => `${issuer}/`],
  ['another case', (issuer: string) => issuer.replace('http', 'HTTP')],
  ['another tenant', (issuer: string) => issuer.replace('/one', '/two')],
  ['another name of the same host', (issuer: string) => issuer.replace('127.0.0.1', 'localhost')],
  ['nobody', () => undefined],
  ['a list', (issuer: string) => [issuer]],
])('refuses an ID token whose issuer is %s [ID-01, TK-10]', async (_what, wrong) => {
  const { liar, signIn } = await openEncounter({}, { issuerPath: '/one' })
  liar.lie({ idTokenClaims: (claims) => Object.assign(claims, { iss: wrong(liar.issuer) }) })
  expectTokensUnused(await signIn())
})
