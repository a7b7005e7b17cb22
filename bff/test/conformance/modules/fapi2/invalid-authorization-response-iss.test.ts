/**
 * `fapi2-security-profile-final-client-test-invalid-authorization-response-iss`:
 * the response names another issuer.
 */
import { expect, it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { saying } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response of another issuer [CM-31, CB-04]', async () => {
  const attempt = await signInFapi({ authorizationResponse: saying('iss', 'https://evil.example') })
  expectCodeUnused(attempt)
  expect(attempt.failures[0]).toMatchObject({ why: 'issuer' })
})
