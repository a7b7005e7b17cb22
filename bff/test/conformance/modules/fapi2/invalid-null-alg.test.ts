/** `fapi2-security-profile-final-client-test-invalid-null-alg`: the ID token is not signed. */
import { it } from 'vitest'
import { signInFapi } from '../../fapi.ts'
import { unsigned } from '../../liar/forgeries.ts'
import { expectTokensUnused } from '../../outcomes.ts'

it('refuses an unsigned ID token [CM-29, ID-05, TK-10]', async () => {
  expectTokensUnused(await signInFapi({ idToken: (jwt) => unsigned(jwt, 'none') }))
})
