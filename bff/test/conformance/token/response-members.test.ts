/** A token response is well-formed (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3), or it is nothing. */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import type { Json } from '../liar/wire.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['no access token', without('access_token')],
  ['an empty access token', (response: Json) => ({ ...response, access_token: '' })],
  ['a number for an access token', (response: Json) => ({ ...response, access_token: 7 })],
  ['no token type', without('token_type')],
  ['a token type it cannot use', (response: Json) => ({ ...response, token_type: 'mac' })],
  [
    'a token type that was not asked for',
    (response: Json) => ({ ...response, token_type: 'DPoP' }),
  ],
  ['no ID token', without('id_token')],
  ['null for an ID token', (response: Json) => ({ ...response, id_token: null })],
  ['an object for a refresh token', (response: Json) => ({ ...response, refresh_token: {} })],
])('refuses a token response with %s [TK-07, TK-10]', async (_what, tokenResponse) => {
  expectTokensUnused(await signIn({ tokenResponse }))
})

it.each(['bearer', 'bEARER', 'BEARER'])('accepts the token type %s [TK-07]', async (token_type) => {
  expectSignedIn(await signIn({ tokenResponse: (response) => ({ ...response, token_type }) }))
})

it('accepts members it does not know [TK-08]', async () => {
  expectSignedIn(
    await signIn({
      tokenResponse: (response) => ({ ...response, foo: { bar: [1] } }),
    }),
  )
})

it('accepts opaque tokens of four kilobytes [TK-08]', async () => {
  expectSignedIn(await signIn({ padding: 'x'.repeat(4096) }))
})
