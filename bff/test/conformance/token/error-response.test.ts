/**
 * The token endpoint says no: the code is not sent again, the browser learns a stable code, and the
 * server's own word stands in the log (RFC 6749 §5.2).
 */
import { expect, it } from 'vitest'
import { type Answer, oauthError } from '../liar/wire.ts'
import { expectTokensUnused, toldByUs } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['invalid_grant', 400],
  ['invalid_client', 401],
  ['unauthorized_client', 400],
  ['invalid_target', 400],
])('ends the login at %s (%i), asking once [TK-11, TK-10]', async (error, status) => {
  const attempt = await signIn({ wire: { token: () => oauthError(error, status) } })
  expectTokensUnused(attempt)
  expect(attempt.liar.seen.token).toHaveLength(1)
  expect(toldByUs(attempt)).not.toMatch(`${error}|the liar says`)
  expect(attempt.bff.logged('login.failed')).toMatchObject([
    { why: 'token-error', cause: { oauthError: error } },
  ])
})

// Weather, even when it is dressed as an OAuth error: waiting may help, but not with this code.
it.each([
  ['slow_down', 429],
  ['server_error', 500],
  ['temporarily_unavailable', 503],
])('ends the login at %s (%i), asking once [TK-11, TK-10]', async (error, status) => {
  const attempt = await signIn({ wire: { token: () => oauthError(error, status) } })
  expectTokensUnused(attempt, '/problem?code=provider-unreachable')
  expect(attempt.liar.seen.token).toHaveLength(1)
  expect(toldByUs(attempt)).not.toMatch(`${error}|the liar says`)
})

it('ends the login at a 401 with a challenge and no body [TK-11, TK-10]', async () => {
  const attempt = await signIn({
    wire: {
      token: (): Answer => ({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="liar"' },
        body: '',
      }),
    },
  })
  expectTokensUnused(attempt)
  expect(attempt.liar.seen.token).toHaveLength(1)
  expect(toldByUs(attempt)).not.toContain('realm')
})
