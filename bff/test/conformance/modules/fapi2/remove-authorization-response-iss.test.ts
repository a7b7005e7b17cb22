/**
 * `fapi2-security-profile-final-client-test-remove-authorization-response-iss`:
 * the response does not say who sends it.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { silentOn } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response without iss [CM-31, CB-05]', async () => {
  const attempt = await signInFapi({ authorizationResponse: silentOn('iss') })
  expectCodeUnused(attempt)
})

it('refuses it also where the metadata never promised one [CM-31, CB-05]', async () => {
  expectCodeUnused(await signInFapi({ supportsIss: false }))
})
