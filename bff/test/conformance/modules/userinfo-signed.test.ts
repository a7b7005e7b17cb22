/** `oidcc-client-test-userinfo-signed`: userinfo comes as a signed JWT, as was agreed. */
import { it } from 'vitest'
import { unsigned, withBrokenSignature, without } from '../liar/forgeries.ts'
import { createSigningKey } from '../liar/keys.ts'
import type { Lies } from '../liar/lies.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_USERINFO_ALG: 'RS256' }

it('reads the claims of a signed response [CM-16, ID-19]', async () => {
  expectSignedIn(await signIn({ signsUserinfo: true }, { env }))
})

it.each<[string, Partial<Lies>]>([
  ['as plain JSON', { signsUserinfo: false }],
  ['unsigned', { userinfoJwt: (jwt) => unsigned(jwt, 'none') }],
  ['with a broken signature', { userinfoJwt: withBrokenSignature }],
  ['for another client', { userinfo: (claims) => ({ ...claims, aud: 'another-client' }) }],
  ['for nobody', { userinfo: without('aud') }],
  ['of another issuer', { userinfo: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
  ['of nobody', { userinfo: without('iss') }],
  ['about somebody else', { userinfo: (claims) => ({ ...claims, sub: 'mallory' }) }],
])('fails the login when userinfo comes %s [CM-16, ID-19]', async (_what, lie) => {
  const attempt = await signIn({ signsUserinfo: true, ...lie }, { env })
  expectSignedOut(attempt, '/problem?code=login-failed')
})

it('takes no other algorithm than was agreed, though the server knows both [CM-16, ID-19]', async () => {
  const key = await createSigningKey('ES256')
  const lie: Partial<Lies> = {
    signsUserinfo: true,
    signUserinfoWith: () => key,
    jwks: ({ keys }) => ({ keys: [...keys, key.publicJwk] }),
    discovery: (document) => ({
      ...document,
      userinfo_signing_alg_values_supported: ['RS256', 'ES256'],
    }),
  }
  expectSignedOut(await signIn(lie, { env }), '/problem?code=login-failed')
})
