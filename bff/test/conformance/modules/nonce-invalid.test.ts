/** `oidcc-client-test-nonce-invalid`: the ID token answers another request than ours. */
import { it } from 'vitest'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an ID token with another nonce [CM-10, ID-10, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ idTokenClaims: (claims) => ({ ...claims, nonce: 'of-another-request' }) }),
  )
})
