/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-signature-is-not-none`: the response is not signed.
 */
import { it } from 'vitest'
import { signInSigned } from '../../fapi.ts'
import { unsigned } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it('refuses a response that is not signed [CM-32, CB-13]', async () => {
  const attempt = await signInSigned({ responseJwt: (jwt) => unsigned(jwt, 'none') })
  expectCodeUnused(attempt)
})
