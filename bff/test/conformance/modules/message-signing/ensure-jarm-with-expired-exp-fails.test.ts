/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-expired-exp-fails`: the signed
 * response ran out ten minutes ago.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a signed response that has run out [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({
    responseClaims: ({ exp = 0, ...claims }) => ({ ...claims, exp: exp - 1200 }),
  })
  expectCodeUnused(attempt)
})
