/** Response parameters stand once (RFC 6749 §3.1); strangers among them are ignored. */
import { expect, it } from 'vitest'
import { saying } from '../liar/forgeries.ts'
import { expectCodeUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each(['code', 'state', 'iss'])('refuses a response with two of %s [CB-07]', async (name) => {
  const attempt = await signIn({
    authorizationResponse: (response) => {
      response.append(name, 'a-second-one')
      return response
    },
  })
  expect(attempt.landing).toMatch(
    /^\/problem\?code=login-failed$|^\/signed-out\?reason=login-expired$/,
  )
  expect(attempt.session.status).toBe('signed-out')
  expect(attempt.liar.seen.token).toHaveLength(0)
})

it('refuses a response with a code and an error [CB-07]', async () => {
  const attempt = await signIn({ authorizationResponse: saying('error', 'access_denied') })
  expect(attempt.session.status).toBe('signed-out')
  expect(attempt.liar.seen.token).toHaveLength(0)
})

it('refuses a response with neither code nor error', async () => {
  const attempt = await signIn({
    authorizationResponse: (response) => {
      response.delete('code')
      return response
    },
  })
  expectCodeUnused(attempt)
  expect(attempt.liar.seen.token).toHaveLength(0)
})

it('ignores a parameter it does not know [CB-07]', async () => {
  expectSignedIn(await signIn({ authorizationResponse: saying('foo', 'bar') }))
})

it('takes a code of two kilobytes [CB-07]', async () => {
  const attempt = await signIn({ padding: 'x'.repeat(2048) })
  expectSignedIn(attempt)
  expect(attempt.liar.seen.token[0]?.body.get('code')).toHaveLength(2048 + 60)
})
