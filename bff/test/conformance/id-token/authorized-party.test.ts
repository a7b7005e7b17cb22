/** OpenID Connect Core §3.1.3.7-5: `azp`, where present, is us, however many audiences there are. */
import { it } from 'vitest'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('accepts an ID token issued to us [ID-03]', async () => {
  expectSignedIn(await signIn({ idTokenClaims: (claims) => ({ ...claims, azp: 'claimcheck' }) }))
})

it('refuses an ID token issued to another client, although we are its audience [ID-03, TK-10]', async () => {
  expectTokensUnused(await signIn({ idTokenClaims: (claims) => ({ ...claims, azp: 'stranger' }) }))
})
