/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-iss-fails`: the signed
 * response names another issuer.
 */
import { expect, it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response of another issuer, and fetches no key for it [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({
    responseClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }),
  })
  expectCodeUnused(attempt)
  expect(attempt.liar.seen.jwks).toHaveLength(0)
})
