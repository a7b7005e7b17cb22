/**
 * The token endpoint says no: the code is not sent again, the browser learns a stable code, and the
 * server's own word stands in the log (RFC 6749 §5.2).
 */
import { expect, it } from 'vitest'
import { type Answer, oauthError } from '../liar/wire.ts'
import { expectRefused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['invalid_grant', 400, '/problem?code=login-failed'],
  ['invalid_client', 401, '/problem?code=login-failed'],
  ['unauthorized_client', 400, '/problem?code=login-failed'],
  ['invalid_target', 400, '/problem?code=login-failed'],
  ['slow_down', 429, '/problem?code=provider-unreachable'],
  ['server_error', 500, '/problem?code=provider-unreachable'],
  ['temporarily_unavailable', 503, '/problem?code=provider-unreachable'],
])('ends the login at %s (%i), asking once [TK-11, TK-10]', async (error, status, landing) => {
  const attempt = await signIn({ wire: { token: () => oauthError(error, status) } })
  expectRefused(attempt, landing)
  expect(attempt.liar.seen.token).toHaveLength(1)
  expect(JSON.stringify([attempt.response.text, attempt.response.url])).not.toContain(error)
  expect(attempt.bff.log.join('')).toContain(error)
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
  expectRefused(attempt)
  expect(attempt.liar.seen.token).toHaveLength(1)
  expect(JSON.stringify(attempt.response.headers)).not.toContain('realm')
})
