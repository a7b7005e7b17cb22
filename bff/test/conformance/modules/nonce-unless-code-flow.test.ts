/**
 * `oidcc-client-test-nonce-unless-code-flow`: in the code flow the server would do without a nonce. We
 * send one always, and want it back (ID-10).
 */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectSignedIn, expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('sends a nonce all the same [CM-16, AR-11]', async () => {
  const attempt = await signIn()
  expectSignedIn(attempt)
  const nonce = attempt.liar.seen.authorize[0]?.url.searchParams.get('nonce')
  expect(nonce).toMatch(/^[\w-]{22,64}$/)
})

it('refuses an ID token that does not give it back [CM-16, ID-10, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: without('nonce') }))
})
