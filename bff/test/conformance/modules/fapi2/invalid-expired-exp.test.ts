/**
 * `fapi2-security-profile-final-client-test-invalid-expired-exp`: the ID token ran out an hour ago.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token that has run out [CM-29, ID-08, TK-10]', async () => {
  expectTokensUnused(
    await signInFapi({ idTokenClaims: (claims) => ({ ...claims, exp: (claims.iat ?? 0) - 3600 }) }),
  )
})
