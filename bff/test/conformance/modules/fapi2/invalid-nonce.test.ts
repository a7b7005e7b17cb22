/**
 * `fapi2-security-profile-final-client-test-invalid-nonce`: the ID token answers another request
 * than ours.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token with another nonce [CM-29, ID-10, TK-10]', async () => {
  expectTokensUnused(
    await signInFapi({ idTokenClaims: (claims) => ({ ...claims, nonce: 'of-another-request' }) }),
  )
})
