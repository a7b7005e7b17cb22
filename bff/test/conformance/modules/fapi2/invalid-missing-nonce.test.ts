/**
 * `fapi2-security-profile-final-client-test-invalid-missing-nonce`: the ID token does not say which
 * request it answers.
 */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token without nonce [CM-29, ID-10, TK-10]', async () => {
  expectTokensUnused(await signInFapi({ idTokenClaims: without('nonce') }))
})
