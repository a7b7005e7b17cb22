/**
 * `fapi2-security-profile-final-client-test-happy-path`: the server is right in everything, and
 * demands a new nonce in every proof.
 */
import { expect, it } from 'vitest'
import { openFapi } from '../../fapi.ts'
import { expectAssertions, expectProofs, expectRequest } from '../../fapi-checks.ts'
import { expectSignedIn } from '../../outcomes.ts'
import { callApi } from '../../refresh.ts'

it('signs in and calls the API, pushed, signed and bound [CM-27, AR-19, AR-20, SX-02, SX-04]', async () => {
  const encounter = await openFapi()
  const attempt = await encounter.signIn()
  expectSignedIn(attempt)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
  expectRequest(encounter)
  expectAssertions(encounter)
})

it('proves its key anew each time, with the nonce of that server [CM-27, SX-09, SX-10, SX-11, SX-13]', async () => {
  const encounter = await openFapi()
  const { browser } = await encounter.signIn()
  for (let call = 0; call < 3; call += 1) {
    const answer = await callApi(encounter, browser)
    expect(answer.status).toBe(200)
    expect(answer.headers.has('dpop-nonce')).toBe(false)
  }
  await expectProofs(encounter)
  // The first call has no nonce of this server yet; after that each answer brings the next.
  expect(encounter.api.statuses).toEqual([401, 200, 200, 200])
})
