/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-without-aud-fails`: the signed response is
 * for nobody.
 */
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a signed response without aud, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned({ responseClaims: without('aud') }, mode)
    expectCodeUnused(attempt)
  },
)
