/** The document speaks for the issuer we asked, to the letter, or it is not used (Discovery §4.3). */
import { it } from 'vitest'
import { expectNotStarted } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  ['another issuer', () => 'https://evil.example'],
  ['a final slash more', (issuer: string) => `${issuer}/`],
  ['another case', (issuer: string) => issuer.replace('http', 'HTTP')],
  ['another name of the same host', (issuer: string) => issuer.replace('127.0.0.1', 'localhost')],
  ['nobody', () => undefined],
])('sends nobody to a server whose metadata names %s [MD-03]', async (_what, wrong) => {
  const { liar, signIn } = await openEncounter()
  liar.lie({ discovery: (document) => ({ ...document, issuer: wrong(liar.issuer) }) })
  expectNotStarted(await signIn())
})
