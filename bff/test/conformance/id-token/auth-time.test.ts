/** `max_age` was sent: `auth_time` must be there, and young enough (OpenID Connect Core §3.1.3.7-13). */
import { it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('accepts a sign-in that is young enough [ID-12]', async () => {
  const { signIn } = await openEncounter()
  expectSignedIn(await signIn('?max_age=60'))
})

it('refuses a sign-in that is too long ago [ID-12, TK-10]', async () => {
  const { signIn } = await openEncounter({
    idTokenClaims: (claims) => ({ ...claims, auth_time: (claims.iat ?? 0) - 120 }),
  })
  expectTokensUnused(await signIn('?max_age=60'))
})

it('refuses an ID token without auth_time when max_age was sent [ID-12, TK-10]', async () => {
  const { signIn } = await openEncounter({ idTokenClaims: without('auth_time') })
  expectTokensUnused(await signIn('?max_age=60'))
})
