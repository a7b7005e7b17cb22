/** `max_age` in OIDC_AUTHORIZE_PARAMS is sent with every request, so it is checked at every sign-in. */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import type { Lies } from '../liar/lies.ts'
import { expectSignedIn, expectTokensUnused } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

const options = { env: { OIDC_AUTHORIZE_PARAMS: 'max_age=60' } }

it('accepts a sign-in that is young enough [ID-12]', async () => {
  const { liar, signIn } = await openEncounter({}, options)
  expectSignedIn(await signIn())
  expect(liar.seen.authorize[0]?.url.searchParams.get('max_age')).toBe('60')
})

it.each<[string, Lies['idTokenClaims']]>([
  ['does not say when it was', without('auth_time')],
  ['is too long ago', (claims) => ({ ...claims, auth_time: (claims.iat ?? 0) - 120 })],
])('refuses a sign-in that %s [ID-12, TK-10]', async (_what, idTokenClaims) => {
  const { signIn } = await openEncounter({ idTokenClaims }, options)
  expectTokensUnused(await signIn())
})

it('goes by what this sign-in asks for, when it asks for something', async () => {
  const idTokenClaims: Lies['idTokenClaims'] = (claims) => ({
    ...claims,
    auth_time: (claims.iat ?? 0) - 120,
  })
  const { signIn } = await openEncounter({ idTokenClaims }, options)
  expectSignedIn(await signIn('?max_age=600'))
})
