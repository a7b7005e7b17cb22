/** Userinfo counts only when it is about the person of the ID token (OpenID Connect Core §5.3.2). */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['another sub', (claims: object) => ({ ...claims, sub: 'mallory' })],
  ['no sub', without('sub')],
  ['a sub in another case', (claims: object) => ({ ...claims, sub: 'ADA' })],
  ['a list with the sub', (claims: object) => ({ ...claims, sub: ['ada'] })],
])('uses nothing of a userinfo response with %s [ID-17]', async (_what, userinfo) => {
  expectSignedOut(await signIn({ userinfo }), '/problem?code=login-failed')
})

it('does not ask when the ID token names the person', async () => {
  const attempt = await signIn({ idTokenClaims: (claims) => ({ ...claims, name: 'Ada' }) })
  expectSignedIn(attempt)
  expect(attempt.liar.seen.userinfo).toHaveLength(0)
})
