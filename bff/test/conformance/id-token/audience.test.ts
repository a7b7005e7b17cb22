/** OpenID Connect Core §3.1.3.7-3: we are the audience, and nobody we do not trust is one beside us. */
import { it } from 'vitest'
import { honest } from '../liar/lies.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const { clientId } = honest

it('accepts an audience of one in a list [ID-02]', async () => {
  expectSignedIn(await signIn({ idTokenClaims: (claims) => ({ ...claims, aud: [clientId] }) }))
})

it.each([
  ['another client', { aud: 'stranger' }],
  ['an empty list', { aud: [] }],
  ['us and a stranger', { aud: [clientId, 'stranger'] }],
  // azp names us, which satisfies a library that asks who the token was issued to.
  ['us and a stranger, issued to us', { aud: [clientId, 'stranger'], azp: clientId }],
  ['our name in another case', { aud: clientId.toUpperCase() }],
])('refuses an ID token for %s [ID-02, TK-10]', async (_what, wrong) => {
  expectTokensUnused(await signIn({ idTokenClaims: (claims) => ({ ...claims, ...wrong }) }))
})
