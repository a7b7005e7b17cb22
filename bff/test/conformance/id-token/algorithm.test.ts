/**
 * One algorithm, fixed by configuration (OpenID Connect Core §3.1.3.7-7, RFC 8725 §3.1): the header of a
 * token never chooses how the token is verified.
 */
import { createPublicKey } from 'node:crypto'
import { it } from 'vitest'
import { unsigned } from '../liar/forgeries.ts'
import { createSigningKey, type SigningKey } from '../liar/keys.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each(['none', 'None', 'NONE', ''])(
  'refuses an unsigned token, "%s" [ID-05, TK-10]',
  async (alg) => {
    expectTokensUnused(await signIn({ idToken: (jwt) => unsigned(jwt, alg) }))
  },
)

it('refuses a MAC whose secret is our public key [ID-05, TK-10]', async () => {
  expectTokensUnused(await signIn({ signWith: (keys) => macWithPublicKey(keys.current()) }))
})

it('refuses a MAC with the client secret where it was not agreed [ID-05, TK-10]', async () => {
  const privateKey = new TextEncoder().encode('a-client-secret-that-only-tests-know')
  expectTokensUnused(
    await signIn({ signWith: (keys) => ({ ...keys.current(), alg: 'HS256', privateKey }) }),
  )
})

it('refuses ES256 where RS256 is fixed, although the key is published [ID-05, TK-10]', async () => {
  const key = await createSigningKey('ES256')
  expectTokensUnused(
    await signIn({
      signWith: () => key,
      jwks: ({ keys }) => ({ keys: [...keys, key.publicJwk] }),
    }),
  )
})

it.each(['ES256', 'PS256', 'EdDSA'])('accepts %s where it is fixed [ID-05]', async (alg) => {
  expectSignedIn(await signIn({ idTokenAlg: alg }, { env: { OIDC_ID_TOKEN_ALG: alg } }))
})

function macWithPublicKey(key: SigningKey): SigningKey {
  const { kty = '', n = '', e = '' } = key.publicJwk
  const publicKey = createPublicKey({ format: 'jwk', key: { kty, n, e } })
  const pem = publicKey.export({ format: 'pem', type: 'spki' })
  return { ...key, alg: 'HS256', privateKey: new TextEncoder().encode(pem) }
}
