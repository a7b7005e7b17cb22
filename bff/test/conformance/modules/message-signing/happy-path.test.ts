/**
 * `fapi2-security-profile-final-client-test-happy-path`: in the variant of Message Signing, where requests
 * are signed objects and responses signed JWTs. The eight faults beside this file are told from it by one lie.
 */
import { expect, it } from 'vitest'
import { signedModes, signInSigned } from '../../fapi.ts'
import { expectSignedIn } from '../../outcomes.ts'

it.each(signedModes)('signs in, with both signed, by %s [CM-32, AR-21, CB-13]', async (mode) => {
  const attempt = await signInSigned({}, mode)
  expectSignedIn(attempt)
  const pushed = attempt.liar.seen.par.at(-1)?.body
  expect(pushed?.has('request')).toBe(true)
  expect(pushed?.has('state')).toBe(false)
  const callback = attempt.response.hops.find(({ url }) => url.includes('/auth/callback'))
  expect(callback?.method).toBe(mode === 'query.jwt' ? 'GET' : 'POST')
})
