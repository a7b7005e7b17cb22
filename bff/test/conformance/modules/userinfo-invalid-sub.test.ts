/** `oidcc-client-test-userinfo-invalid-sub`: userinfo speaks of somebody else than the ID token. */
import { expect, it } from 'vitest'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('fails the login when userinfo is about somebody else [CM-09, ID-17]', async () => {
  const attempt = await signIn({ userinfo: () => ({ sub: 'mallory', name: 'Mallory' }) })
  expectSignedOut(attempt, '/problem?code=login-failed')
  expect(attempt.liar.seen.userinfo).toHaveLength(1)
})
