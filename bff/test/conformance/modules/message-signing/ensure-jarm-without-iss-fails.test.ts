/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-without-iss-fails`: the signed response
 * does not say who sends it.
 */
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a signed response without iss, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned({ responseClaims: without('iss') }, mode)
    expectCodeUnused(attempt)
  },
)
