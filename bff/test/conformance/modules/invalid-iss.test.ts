/** `oidcc-client-test-invalid-iss`: the ID token names another issuer. */
import { it } from 'vitest'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token of another issuer and calls nothing further [CM-02, ID-01, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ idTokenClaims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }),
  )
})
