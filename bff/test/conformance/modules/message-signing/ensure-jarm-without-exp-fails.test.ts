/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-without-exp-fails`: the signed response
 * never runs out.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response without exp [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({ responseClaims: without('exp') })
  expectCodeUnused(attempt)
})
