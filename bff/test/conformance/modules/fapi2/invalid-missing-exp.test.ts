/** `fapi2-security-profile-final-client-test-invalid-missing-exp`: the ID token never runs out. */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { without } from '../../liar/forgeries.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an ID token without exp [CM-29, ID-08, TK-10]', async () => {
  expectTokensUnused(await signInFapi({ idTokenClaims: without('exp') }))
})
