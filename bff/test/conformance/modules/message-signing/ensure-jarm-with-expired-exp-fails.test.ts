/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-expired-exp-fails`: the signed
 * response ran out ten minutes ago.
 */
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a signed response that has run out, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned(
      {
        responseClaims: ({ exp = 0, ...claims }) => ({ ...claims, exp: exp - 1200 }),
      },
      mode,
    )
    expectCodeUnused(attempt)
  },
)
