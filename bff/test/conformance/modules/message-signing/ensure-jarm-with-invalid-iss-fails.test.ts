/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-iss-fails`: the signed
 * response names another issuer.
 */
import { expect, it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a signed response of another issuer, and fetches no key for it, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned(
      {
        responseClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }),
      },
      mode,
    )
    expectCodeUnused(attempt)
    expect(attempt.liar.seen.jwks).toHaveLength(0)
  },
)
