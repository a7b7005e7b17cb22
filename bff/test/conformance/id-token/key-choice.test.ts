/** Which key: by `kid`, `kty`, `use` and `alg` together (OpenID Connect Core §10.1). */
import { expect, it } from 'vitest'
import { createSigningKey } from '../liar/keys.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { openEncounter, signIn } from '../sign-in.ts'

it('finds the key although another kind of key has the same kid [ID-07]', async () => {
  const { publicJwk } = await createSigningKey('ES256')
  expectSignedIn(
    await signIn({
      jwks: ({ keys }) => ({ keys: [{ ...publicJwk, kid: keys[0]?.kid ?? '' }, ...keys] }),
    }),
  )
})

it('finds the key although one for encryption has the same kid [ID-07]', async () => {
  const { publicJwk } = await createSigningKey('RS256')
  expectSignedIn(
    await signIn({
      jwks: ({ keys }) => ({
        keys: [{ ...publicJwk, kid: keys[0]?.kid ?? '', use: 'enc', alg: 'RSA-OAEP' }, ...keys],
      }),
    }),
  )
})

it('asks for the keys once more, and no oftener, when a kid is unknown [ID-07, MD-07]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  const unknown = await createSigningKey('RS256')
  liar.lie({ signWith: () => unknown })
  bff.clock.advance(15_000)

  for (let login = 0; login < 5; login += 1) {
    const { session } = await signIn()
    expect(session.status).toBe('signed-out')
  }
  expect(liar.seen.jwks).toHaveLength(2)
})

it('refuses a token whose kid is published for another algorithm [ID-07, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ jwks: ({ keys }) => ({ keys: keys.map((key) => ({ ...key, alg: 'RS512' })) }) }),
  )
})
