/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-without-iss-fails`: the signed response
 * does not say who sends it.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response without iss [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({ responseClaims: without('iss') })
  expectCodeUnused(attempt)
})
