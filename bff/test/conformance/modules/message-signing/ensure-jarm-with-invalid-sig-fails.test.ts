/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-sig-fails`: the signature of
 * the response is broken.
 */
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { withBrokenSignature } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a response with a broken signature, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned({ responseJwt: withBrokenSignature }, mode)
    expectCodeUnused(attempt)
  },
)
