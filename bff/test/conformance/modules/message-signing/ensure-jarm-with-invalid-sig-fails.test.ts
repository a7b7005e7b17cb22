/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-with-invalid-sig-fails`: the signature of
 * the response is broken.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { withBrokenSignature } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response with a broken signature [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({ responseJwt: withBrokenSignature })
  expectCodeUnused(attempt)
})
