/** One kind of JWT is not another, however well it is signed (RFC 8725 §3.11). */
import { it } from 'vitest'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('accepts an ID token that calls itself a JWT', async () => {
  expectSignedIn(await signIn({ idTokenHeader: (header) => ({ ...header, typ: 'JWT' }) }))
})

it.each(['logout+jwt', 'at+jwt', 'application/at+jwt', 'client-authentication+jwt', 'dpop+jwt'])(
  'refuses a JWT of type %s in the place of the ID token [ID-15, TK-10]',
  async (typ) => {
    expectTokensUnused(await signIn({ idTokenHeader: (header) => ({ ...header, typ }) }))
  },
)
