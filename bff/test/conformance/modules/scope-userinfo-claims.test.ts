/**
 * `oidcc-client-test-scope-userinfo-claims`: claims asked for by scope come from userinfo. It takes the
 * token in the Authorization header only.
 */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('asks for claims by scope and reads them from userinfo [CM-01, ID-18]', async () => {
  const attempt = await signIn()
  expectSignedIn(attempt)

  const scope = attempt.liar.seen.authorize[0]?.url.searchParams.get('scope')?.split(' ')
  expect(scope).toEqual(expect.arrayContaining(['openid', 'profile', 'email']))
  const [asked] = attempt.liar.seen.userinfo
  expect(asked).toMatchObject({ method: 'GET', url: { search: '' } })
  expect(asked?.headers.authorization).toMatch(/^Bearer liar-marked-at-/)
  expect(attempt.session).toMatchObject({
    user: { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.test', emailVerified: true },
  })
})
