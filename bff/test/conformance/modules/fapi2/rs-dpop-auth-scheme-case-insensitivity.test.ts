/**
 * `fapi2-security-profile-final-client-test-rs-dpop-auth-scheme-case-insensitivity`: the API
 * demands a nonce with a challenge that is spelt "dPoP".
 */
import { expect, it } from 'vitest'
import { openFapi } from '../../fapi.ts'
import { callApi } from '../../refresh.ts'

it('repeats the call with the nonce, once, and spends no refresh [CM-30, SX-12]', async () => {
  const encounter = await openFapi({}, { api: { nonces: 'stays', dpopScheme: 'dPoP' } })
  const { browser } = await encounter.signIn()
  const { api, liar } = encounter
  expect((await callApi(encounter, browser)).status).toBe(200)
  expect(api.statuses).toEqual([401, 200])
  expect(liar.seen.token.map(({ body }) => body.get('grant_type'))).not.toContain('refresh_token')
})
