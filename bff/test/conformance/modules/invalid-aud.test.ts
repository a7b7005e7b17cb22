/** `oidcc-client-test-invalid-aud`: the ID token was made for another client. */
import { it } from 'vitest'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token for another audience [CM-04, ID-02, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ idTokenClaims: (claims) => ({ ...claims, aud: 'another-client' }) }),
  )
})
