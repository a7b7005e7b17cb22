/**
 * Keys come from the issuer's JWKS and from nowhere else (RFC 8725 §3.10): a token that brings its own
 * key, or names a place to fetch one, is signed by whoever wrote it.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createSigningKey } from '../liar/keys.ts'
import { openLiar } from '../liar.ts'
import { strangeExtension } from '../liar/id-token.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('refuses a token that brings its own key [ID-06, TK-10]', async () => {
  const own = await createSigningKey('RS256')
  expectTokensUnused(
    await signIn({
      signWith: () => own,
      idTokenHeader: (header) => ({ ...header, jwk: own.publicJwk }),
    }),
  )
})

it.each(['jku', 'x5u'])(
  'refuses a token that names a key elsewhere by %s, and does not go there [ID-06, TK-10]',
  async (name) => {
    const own = await createSigningKey('RS256')
    const stranger = await openLiar()
    onTestFinished(() => stranger.close())
    expectTokensUnused(
      await signIn({
        signWith: () => own,
        idTokenHeader: (header) => ({ ...header, [name]: `${stranger.issuer}/keys` }),
      }),
    )
    expect(stranger.seen.other).toHaveLength(0)
  },
)

it('refuses a token with a critical extension it does not know [ID-06, TK-10]', async () => {
  expectTokensUnused(
    await signIn({
      idTokenHeader: (header) => ({
        ...header,
        crit: [strangeExtension],
        [strangeExtension]: true,
      }),
    }),
  )
})
