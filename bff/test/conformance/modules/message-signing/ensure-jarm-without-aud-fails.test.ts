/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-without-aud-fails`: the signed response is
 * for nobody.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response without aud [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({ responseClaims: without('aud') })
  expectCodeUnused(attempt)
})
