/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-aud-fails`: the signed
 * response is for another client.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response for another client [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({
    responseClaims: (claims) => ({ ...claims, aud: 'another-client' }),
  })
  expectCodeUnused(attempt)
})
