/**
 * `fapi2-security-profile-final-client-test-invalid-missing-aud`: the ID token was made for nobody.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token without aud [CM-29, ID-02, TK-10]', async () => {
  expectTokensUnused(await signInFapi({ idTokenClaims: without('aud') }))
})
