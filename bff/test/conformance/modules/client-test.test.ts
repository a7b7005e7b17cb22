/**
 * `oidcc-client-test`: the server is right in everything. The client completes the code flow, with the
 * token and the userinfo request.
 */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('signs in at a correct server [CM-01, AR-02, AR-09, TK-01, TK-04]', async () => {
  const attempt = await signIn()
  expectSignedIn(attempt)

  const { authorize, token, userinfo } = attempt.liar.seen
  expect([authorize.length, token.length, userinfo.length]).toEqual([1, 1, 1])
  const asked = authorize[0]?.url.searchParams
  expect(asked?.get('response_type')).toBe('code')
  expect(asked?.get('scope')?.split(' ')).toContain('openid')
  expect(asked?.get('redirect_uri')).toBe(`${attempt.bff.origin}/auth/callback`)
  expect(token[0]?.method).toBe('POST')
  expect(token[0]?.url.search).toBe('')
  expect(token[0]?.headers['content-type']).toMatch('application/x-www-form-urlencoded')
  expect(token[0]?.body.get('redirect_uri')).toBe(asked?.get('redirect_uri'))
})
