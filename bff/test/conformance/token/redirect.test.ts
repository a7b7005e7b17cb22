/**
 * No back-channel request follows a redirect: the second host would be handed the code, the token or the
 * client secret (TK-06).
 */
import { expect, it, onTestFinished } from 'vitest'
import { redirect } from '../liar/wire.ts'
import { openLiar } from '../liar.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['token', 302],
  ['token', 307],
  ['token', 308],
  ['jwks', 302],
  ['userinfo', 307],
  ['par', 307],
] as const)('follows no redirect from the %s endpoint (%i) [TK-06]', async (endpoint, status) => {
  const stranger = await openLiar()
  onTestFinished(() => stranger.close())
  const attempt = await signIn(
    { wire: { [endpoint]: () => redirect(`${stranger.issuer}/elsewhere`, status) } },
    { env: { OIDC_PAR: endpoint === 'par' ? 'require' : 'auto' } },
  )
  expectSignedOut(attempt, '/problem?code=login-failed')
  expect(stranger.seen.other).toHaveLength(0)
  expect(attempt.liar.seen[endpoint]).toHaveLength(1)
})
