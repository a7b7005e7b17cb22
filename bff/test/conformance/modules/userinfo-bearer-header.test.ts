/**
 * `oidcc-client-test-userinfo-bearer-header`: userinfo takes the token in the Authorization header
 * only.
 */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('shows the access token in the Authorization header and nowhere else [CM-16, ID-18]', async () => {
  const attempt = await signIn()
  expectSignedIn(attempt)
  const [asked] = attempt.liar.seen.userinfo
  expect(asked?.method).toBe('GET')
  expect(asked?.headers.authorization).toMatch(/^Bearer liar-marked-at-/)
  expect(asked?.url.search).toBe('')
  expect(asked?.body.size).toBe(0)
})
