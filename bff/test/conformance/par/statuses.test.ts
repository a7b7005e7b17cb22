/**
 * A pushed request that is not taken is a failed login: nothing falls back to a request in the browser's
 * URL, where the server would have to believe what it never saw pushed (RFC 9126 §2.2, §2.3).
 */
import { expect, it } from 'vitest'
import { oauthError } from '../liar/wire.ts'
import { expectNotStarted, toldByUs } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_PAR: 'require' }

it.each([
  [400, 'login-failed'],
  [405, 'login-failed'],
  [413, 'login-failed'],
  [429, 'provider-unreachable'],
  [503, 'provider-unreachable'],
])('sends nobody off when the push is answered with %i [AR-19]', async (status, code) => {
  const wire = { par: () => oauthError('invalid_request', status) }
  const attempt = await signIn({ wire }, { env })
  expectNotStarted(attempt, `/problem?code=${code}`)
  expect(attempt.liar.seen.par).toHaveLength(1)
  expect(toldByUs(attempt)).not.toMatch('invalid_request')
})

it.each([200, 202, 204])('takes 201 and no other success (%i) [AR-19]', async (status) => {
  const attempt = await signIn({ wire: { par: (answer) => ({ ...answer, status }) } }, { env })
  expectNotStarted(attempt)
})

it.each([
  ['no reference', { expires_in: 60 }],
  ['no time', { request_uri: 'urn:example:1' }],
  ['a reference that is none', { request_uri: 7, expires_in: 60 }],
  ['a time that is none', { request_uri: 'urn:example:1', expires_in: 'soon' }],
])('sends nobody off with %s [AR-19]', async (_what, body) => {
  const par = () => ({ ...oauthError(''), status: 201, body: JSON.stringify(body) })
  expectNotStarted(await signIn({ wire: { par } }, { env }))
})
