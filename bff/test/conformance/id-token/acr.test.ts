/**
 * What was asked by `acr_values` is checked in the answer: a server is free to ignore the wish
 * (OpenID Connect Core §3.1.3.7-12).
 */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('accepts the level it asked for [ID-11]', async () => {
  const { signIn } = await openEncounter()
  const attempt = await signIn('?acr_values=urn:gold')
  expectSignedIn(attempt)
  expect(attempt.session).toMatchObject({ session: { acr: 'urn:gold' } })
})

it('refuses a weaker level than it asked for [ID-11]', async () => {
  const { signIn } = await openEncounter({
    idTokenClaims: (claims) => ({ ...claims, acr: 'urn:tin' }),
  })
  expectTokensUnused(await signIn('?acr_values=urn:gold'))
})

it('refuses an ID token that does not tell its level when one was asked for [ID-11]', async () => {
  const { signIn } = await openEncounter({ idTokenClaims: without('acr') })
  expectTokensUnused(await signIn('?acr_values=urn:gold'))
})
