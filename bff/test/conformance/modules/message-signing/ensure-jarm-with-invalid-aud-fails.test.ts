/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-aud-fails`: the signed
 * response is for another client.
 */
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a signed response for another client, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned(
      {
        responseClaims: (claims) => ({ ...claims, aud: 'another-client' }),
      },
      mode,
    )
    expectCodeUnused(attempt)
  },
)
