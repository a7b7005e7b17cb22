/**
 * `oidcc-client-test-invalid-sig-hs256`: agreed on HS256, and signed with something else than the
 * secret.
 */
import { it } from 'vitest'
import { announcing } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses an HS256 signature made with another secret [CM-16, ID-04, TK-10]', async () => {
  const privateKey = new TextEncoder().encode('not the secret that we agreed on at all')
  const signWith = () => ({ alg: 'HS256', kid: undefined, privateKey, publicJwk: { kty: 'oct' } })
  expectTokensUnused(
    await signIn(
      { discovery: announcing('HS256'), signWith },
      { env: { OIDC_ID_TOKEN_ALG: 'HS256' } },
    ),
  )
})
