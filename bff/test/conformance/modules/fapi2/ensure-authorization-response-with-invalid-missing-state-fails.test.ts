/**
 * `fapi2-security-profile-final-client-test-ensure-authorization-response-with-invalid-missing-state-fails`:
 * the response does not say which request it answers.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { silentOn } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response without state [CM-31, CB-01]', async () => {
  const attempt = await signInFapi({ authorizationResponse: silentOn('state') })
  expectCodeUnused(attempt, '/signed-out?reason=login-expired')
})
