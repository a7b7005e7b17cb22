/**
 * An error response is a response: state and issuer are checked before it is believed, and no token
 * request follows (OpenID Connect Core §3.1.2.6, RFC 9207 §2).
 */
import { expect, it } from 'vitest'
import { failingWith } from '../liar/forgeries.ts'
import { expectCodeUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['with its state', {}, '/signed-out?reason=login-refused'],
  ['with another state', { state: 'of-somebody-else' }, '/signed-out?reason=login-expired'],
  ['without state', { state: '' }, '/signed-out?reason=login-expired'],
  ['of another issuer', { iss: 'https://evil.example' }, '/problem?code=login-failed'],
])('believes access_denied only when it comes %s [CB-06]', async (_what, more, landing) => {
  const attempt = await signIn({ authorizationResponse: failingWith('access_denied', more) })
  expectCodeUnused(attempt, landing)
})

it.each([
  ['access_denied', '/signed-out?reason=login-refused'],
  ['login_required', '/signed-out?reason=login-refused'],
  ['interaction_required', '/signed-out?reason=login-refused'],
  ['consent_required', '/signed-out?reason=login-refused'],
  ['account_selection_required', '/signed-out?reason=login-refused'],
])('answers %s with a signed-out page and no second try [CB-15]', async (error, landing) => {
  const attempt = await signIn({ authorizationResponse: failingWith(error) })
  expectCodeUnused(attempt, landing)
  expect(attempt.liar.seen.authorize).toHaveLength(1)
})
