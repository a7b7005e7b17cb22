import { describe, expect, it } from 'vitest'
import { newKey } from '../../cli/new-key.ts'
import { type Env, byCertificate, byKey, bySecret, jwks, readOne } from '../../test/provider-env.ts'

const fapi = { OIDC_PROFILE: 'fapi2' }
const secret = { OIDC_CLIENT_SECRET: bySecret.OIDC_CLIENT_SECRET }
const rs256 = { ...newKey('PS256', Date.now()), alg: 'RS256' }

describe('OIDC_PROFILE=fapi2', () => {
  it('asks for what the profile demands, unless told more', () => {
    const { OIDC_CLIENT_AUTH: _way, ...env } = byKey
    const { oidc, faults } = readOne({ ...env, ...fapi })
    expect(faults).toEqual([])
    expect(oidc).toMatchObject({
      profile: 'fapi2',
      clientAuth: 'private_key_jwt',
      clientAssertion: 'issuer',
      idTokenAlg: 'PS256',
      responseAlg: 'PS256',
      par: 'require',
      dpop: 'require',
    })
  })

  it.each<[what: string, env: Env]>([
    ['a certificate to prove itself and to bind tokens to', { ...byCertificate, OIDC_DPOP: 'off' }],
    ['both', { ...byCertificate, ...byKey }],
    ['ES256', { ...byKey, OIDC_ID_TOKEN_ALG: 'ES256' }],
    ['EdDSA', { ...byKey, OIDC_ID_TOKEN_ALG: 'EdDSA', OIDC_USERINFO_ALG: 'EdDSA' }],
  ])('permits %s', (_what, env) => {
    expect(readOne({ ...env, ...fapi }).faults).toEqual([])
  })

  it.each<[what: string, wrong: string, env: Env]>([
    [
      'a secret [SX-01]',
      'OIDC_CLIENT_AUTH',
      { ...secret, OIDC_CLIENT_AUTH: 'client_secret_basic' },
    ],
    [
      'a secret in the body [SX-01]',
      'OIDC_CLIENT_AUTH',
      { ...secret, OIDC_CLIENT_AUTH: 'client_secret_post' },
    ],
    [
      'a MAC from it [SX-01]',
      'OIDC_CLIENT_AUTH',
      { ...secret, OIDC_CLIENT_AUTH: 'client_secret_jwt' },
    ],
    [
      'assertions for an endpoint [SX-02]',
      'OIDC_CLIENT_ASSERTION',
      { OIDC_CLIENT_ASSERTION: 'token-endpoint' },
    ],
    ['ID tokens by RS256 [SX-06]', 'OIDC_ID_TOKEN_ALG', { OIDC_ID_TOKEN_ALG: 'RS256' }],
    ['ID tokens by PS384 [SX-06]', 'OIDC_ID_TOKEN_ALG', { OIDC_ID_TOKEN_ALG: 'PS384' }],
    ['ID tokens by HS256 [SX-06]', 'OIDC_ID_TOKEN_ALG', { OIDC_ID_TOKEN_ALG: 'HS256', ...secret }],
    ['responses by RS256 [SX-06]', 'OIDC_RESPONSE_ALG', { OIDC_RESPONSE_ALG: 'RS256' }],
    ['userinfo by RS256 [SX-06]', 'OIDC_USERINFO_ALG', { OIDC_USERINFO_ALG: 'RS256' }],
    ['proofs by RS256 [SX-06]', 'OIDC_CLIENT_KEYS', { OIDC_CLIENT_KEYS: jwks(rs256) }],
    ['requests in the open', 'OIDC_PAR', { OIDC_PAR: 'auto' }],
    ['tokens bound to nothing', 'OIDC_DPOP', { OIDC_DPOP: 'off' }],
  ])('refuses %s', (_what, wrong, env) => {
    const { faults } = readOne({ ...byKey, ...fapi, ...env })
    expect(faults.map(({ name }) => name)).toEqual([wrong])
    expect(faults[0]?.says).toContain('with OIDC_PROFILE=fapi2')
  })

  it('takes the same settings elsewhere', () => {
    const env = { ...byKey, ...secret, OIDC_CLIENT_ASSERTION: 'token-endpoint', OIDC_PAR: 'auto' }
    expect(readOne({ ...env, OIDC_CLIENT_KEYS: jwks(rs256) }).faults).toEqual([])
  })
})
