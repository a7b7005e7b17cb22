/**
 * `fapi2-security-profile-final-client-test-invalid-aud`: the ID token was made for another client.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token for another audience [CM-29, ID-02, TK-10]', async () => {
  expectTokensUnused(
    await signInFapi({ idTokenClaims: (claims) => ({ ...claims, aud: 'another-client' }) }),
  )
})
