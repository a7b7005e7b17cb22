/**
 * `fapi2-security-profile-final-client-test-token-type-case-insensitivity`: `token_type` is "dpOP".
 */
import { expect, it } from 'vitest'
import { openFapi } from '../../fapi.ts'
import { expectSignedIn } from '../../outcomes.ts'
import { callApi } from '../../refresh.ts'

it('signs in, and calls the API with the token [CM-30, TK-07]', async () => {
  const encounter = await openFapi({
    tokenResponse: (response) => ({ ...response, token_type: 'dpOP' }),
  })
  const attempt = await encounter.signIn()
  expectSignedIn(attempt)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
})
