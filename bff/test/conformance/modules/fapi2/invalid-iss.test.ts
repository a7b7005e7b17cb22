/** `fapi2-security-profile-final-client-test-invalid-iss`: the ID token names another issuer. */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token of another issuer [CM-29, ID-01, TK-10]', async () => {
  expectTokensUnused(
    await signInFapi({ idTokenClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }),
  )
})
