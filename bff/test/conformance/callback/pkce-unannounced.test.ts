/**
 * The metadata does not say whether the server knows PKCE. The challenge is sent all the same, but only
 * state and nonce can be relied on then (RFC 9700 §4.7.1).
 */
import { expect, it } from 'vitest'
import { saying, without } from '../liar/forgeries.ts'
import { expectCodeUnused, expectSignedIn, expectTokensUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const discovery = without('code_challenge_methods_supported')

it('sends state, nonce and challenge to a server that does not announce S256 [AR-06, AR-03]', async () => {
  const attempt = await signIn({ discovery })
  expectSignedIn(attempt)
  const asked = attempt.liar.seen.authorize[0]?.url.searchParams
  expect(asked?.get('state')).toMatch(/^[\w-]{22,}$/)
  expect(asked?.get('nonce')).toMatch(/^[\w-]{22,64}$/)
  expect(asked?.get('code_challenge_method')).toBe('S256')
})

it('checks the state there [AR-06]', async () => {
  const attempt = await signIn({ discovery, authorizationResponse: saying('state', 'guess') })
  expectCodeUnused(attempt, '/signed-out?reason=login-expired')
})

it('checks the nonce there [AR-06, ID-10]', async () => {
  expectTokensUnused(await signIn({ discovery, idTokenClaims: without('nonce') }))
})
