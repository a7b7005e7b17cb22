/**
 * `fapi2-security-profile-final-client-test-happy-path-no-dpop-nonce`: the server is right in
 * everything, and knows no nonces.
 */
import { expect, it } from 'vitest'
import { openFapi } from '../../fapi.ts'
import { expectAssertions, expectProofs, expectRequest } from '../../fapi-checks.ts'
import { expectSignedIn } from '../../outcomes.ts'
import { callApi } from '../../refresh.ts'

it('signs in and calls the API, each step once [CM-27, AR-19, AR-20, SX-02, SX-04, SX-09]', async () => {
  const encounter = await openFapi({ nonces: 'none' })
  const attempt = await encounter.signIn()
  expectSignedIn(attempt)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
  expectRequest(encounter)
  expectAssertions(encounter)
  await expectProofs(encounter)
  const { par, authorize, token } = encounter.liar.seen
  expect([par, authorize, token, encounter.api.seen].map(({ length }) => length)).toEqual([
    1, 1, 1, 1,
  ])
})
