/** `at_hash`, where present, belongs to the access token beside it (OpenID Connect Core §3.1.3.8). */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('accepts an ID token without at_hash [ID-13]', async () => {
  expectSignedIn(await signIn({ idTokenClaims: without('at_hash') }))
})

it('refuses the hash of another access token [ID-13, TK-10]', async () => {
  expectTokensUnused(
    await signIn({ idTokenClaims: (claims) => ({ ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }) }),
  )
})
