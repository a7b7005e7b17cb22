/**
 * `oidcc-client-test`: the Form Post Basic plan, in which the fourteen modules of the Basic plan are played
 * again by a server that answers with a form the browser posts. Each lie is that of the module's own file.
 */
import { expect, it } from 'vitest'
import { unsigned, withBrokenSignature, without } from '../../liar/forgeries.ts'
import { createSigningKey } from '../../liar/keys.ts'
import type { Lies } from '../../liar/lies.ts'
import { expectSignedIn, expectSignedOut, expectTokensUnused } from '../../outcomes.ts'
import { type Attempt, openEncounter } from '../../sign-in.ts'

const env = { OIDC_RESPONSE_MODE: 'form_post' }

/** One attempt; the response came as a form, and nothing of it stood in a URL. */
async function posted(lie: Partial<Lies>): Promise<Attempt> {
  const { signIn } = await openEncounter(lie, { env })
  const attempt = await signIn()
  const callback = attempt.response.hops.find(({ url }) => url.includes('/auth/callback'))
  expect(callback).toMatchObject({ method: 'POST' })
  expect(new URL(callback!.url).search).toBe('')
  return attempt
}

it.each<[string, string, Partial<Lies>]>([
  ['oidcc-client-test', 'the server is right in everything', {}],
  ['oidcc-client-test-scope-userinfo-claims', 'claims come from userinfo', {}],
  [
    'oidcc-client-test-kid-absent-single-jwks',
    'no kid, one key',
    { idTokenHeader: without('kid') },
  ],
  ['oidcc-client-test-idtoken-sig-rs256', 'a good signature', { idTokenAlg: 'RS256' }],
  ['oidcc-client-test-client-secret-basic', 'Basic only', { clientAuth: ['client_secret_basic'] }],
])('`%s`, by form post, %s: signs in [CM-15, CB-11]', async (_module, _told, lie) => {
  expectSignedIn(await posted(lie))
})

it.each<[string, string, Partial<Lies>]>([
  ['oidcc-client-test-invalid-iss', 'another iss', claiming({ iss: 'https://evil.example' })],
  ['oidcc-client-test-missing-sub', 'no sub', { idTokenClaims: without('sub') }],
  ['oidcc-client-test-invalid-aud', 'another aud', claiming({ aud: 'another-client' })],
  ['oidcc-client-test-missing-iat', 'no iat', { idTokenClaims: without('iat') }],
  ['oidcc-client-test-nonce-invalid', 'another nonce', claiming({ nonce: 'of-another' })],
  [
    'oidcc-client-test-idtoken-sig-none',
    'no signature',
    { idToken: (jwt) => unsigned(jwt, 'none') },
  ],
  ['oidcc-client-test-invalid-sig-rs256', 'a broken one', { idToken: withBrokenSignature }],
])('`%s`, by form post, %s: refuses the ID token [CM-15, TK-10]', async (_module, _told, lie) => {
  expectTokensUnused(await posted(lie))
})

it('`oidcc-client-test-kid-absent-multiple-jwks`, by form post, no kid, two keys: does not guess [CM-15]', async () => {
  const other = await createSigningKey('RS256')
  const jwks: Lies['jwks'] = ({ keys }) => ({ keys: [...keys, other.publicJwk] })
  expectTokensUnused(await posted({ idTokenHeader: without('kid'), jwks }))
})

it('`oidcc-client-test-userinfo-invalid-sub`, by form post, somebody else: fails the login [CM-15]', async () => {
  const attempt = await posted({ userinfo: () => ({ sub: 'mallory' }) })
  expectSignedOut(attempt, '/problem?code=login-failed')
})

function claiming(more: object): Partial<Lies> {
  return { idTokenClaims: (claims) => ({ ...claims, ...more }) }
}
