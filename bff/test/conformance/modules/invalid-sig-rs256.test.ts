/**
 * `oidcc-client-test-invalid-sig-rs256`: a broken RS256 signature. OpenID Connect Core §3.1.3.7-6 lets a
 * code-flow client trust TLS instead; we verify all the same.
 */
import { it } from 'vitest'
import { withBrokenSignature } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses a broken RS256 signature [CM-07, ID-04, TK-10]', async () => {
  expectTokensUnused(await signIn({ idToken: withBrokenSignature }))
})
