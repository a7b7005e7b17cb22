/**
 * `fapi2-security-profile-final-client-test-invalid-missing-iss`: the ID token does not say who
 * made it.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token without iss [CM-29, ID-01, TK-10]', async () => {
  expectTokensUnused(await signInFapi({ idTokenClaims: without('iss') }))
})
