/**
 * `fapi2-security-profile-final-client-test-ensure-authorization-response-with-invalid-state-fails`:
 * the response answers another request.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { saying } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response with a state we never sent [CM-31, CB-01]', async () => {
  const attempt = await signInFapi({ authorizationResponse: saying('state', 'of-another-request') })
  expectCodeUnused(attempt, '/signed-out?reason=login-expired')
})
