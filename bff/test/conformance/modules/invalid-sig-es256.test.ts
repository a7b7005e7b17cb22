/** `oidcc-client-test-invalid-sig-es256`: agreed on ES256, and the signature is broken. */
import { it } from 'vitest'
import { withBrokenSignature } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses a broken ES256 signature [CM-16, ID-04, TK-10]', async () => {
  expectTokensUnused(
    await signIn(
      { idTokenAlg: 'ES256', idToken: withBrokenSignature },
      { env: { OIDC_ID_TOKEN_ALG: 'ES256' } },
    ),
  )
})
