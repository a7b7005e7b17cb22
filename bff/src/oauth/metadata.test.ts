import { describe, expect, it } from 'vitest'
import {
  type Env,
  byCertificate,
  byKey,
  bySecret,
  decrypting,
  jwks,
  readOne,
  signing,
} from '../../test/provider-env.ts'
import { assertUsable } from './metadata.ts'

const issuer = 'https://id.example.com'
const plain = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
}
const encrypted = { OIDC_ID_TOKEN_ENC: 'ECDH-ES', OIDC_CLIENT_KEYS: jwks(signing, decrypting) }

function judge(env: Env, metadata: object) {
  const { oidc, faults } = readOne(env)
  if (faults.length > 0) throw new Error(faults[0]?.says)
  assertUsable({ ...plain, ...metadata }, oidc)
}

describe('the metadata of an authorization server goes with our registration', () => {
  it.each<[what: string, env: Env, metadata: object]>([
    ['when it says nothing of how', byKey, {}],
    [
      'when it takes our way and our algorithm',
      byKey,
      {
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256'],
      },
    ],
    [
      'when algorithms of proofs do not concern us',
      bySecret,
      { token_endpoint_auth_signing_alg_values_supported: ['PS256'] },
    ],
    [
      'when it encrypts as was agreed',
      { ...byKey, ...encrypted },
      { id_token_encryption_alg_values_supported: ['RSA-OAEP-256', 'ECDH-ES'] },
    ],
    [
      'when it has aliases for some endpoints',
      byCertificate,
      { mtls_endpoint_aliases: { token_endpoint: 'https://mtls.example.com/token' } },
    ],
    ['when its aliases are not for us', byKey, { mtls_endpoint_aliases: 'nonsense' }],
  ])('%s [MD-05]', (_what, env, metadata) => {
    expect(() => judge(env, metadata)).not.toThrow()
  })
})

describe('the metadata of an authorization server rules it out', () => {
  it.each<[what: string, field: string, env: Env, value: unknown]>([
    [
      'when it takes another way',
      'token_endpoint_auth_methods_supported',
      byKey,
      ['client_secret_basic'],
    ],
    [
      'when it verifies no proof like ours',
      'token_endpoint_auth_signing_alg_values_supported',
      byKey,
      ['RS256'],
    ],
    [
      'when it verifies no MAC',
      'token_endpoint_auth_signing_alg_values_supported',
      { ...bySecret, OIDC_CLIENT_AUTH: 'client_secret_jwt' },
      ['ES256'],
    ],
    [
      'when it encrypts otherwise',
      'id_token_encryption_alg_values_supported',
      { ...byKey, ...encrypted },
      ['RSA-OAEP-256'],
    ],
    [
      'when it signs userinfo otherwise',
      'userinfo_signing_alg_values_supported',
      { ...byKey, OIDC_USERINFO_ALG: 'ES256' },
      ['RS256'],
    ],
    [
      'when a list of it is none',
      'userinfo_signing_alg_values_supported',
      { ...byKey, OIDC_USERINFO_ALG: 'ES256' },
      'ES256',
    ],
    ...[
      { token_endpoint: 'http://mtls.example.com/token' },
      { token_endpoint: 'https://mtls.example.com/token#here' },
      { revocation_endpoint: 17 },
      'https://mtls.example.com',
      null,
    ].map((aliases): [string, string, Env, unknown] => [
      `when its aliases are ${JSON.stringify(aliases)}`,
      'mtls_endpoint_aliases',
      byCertificate,
      aliases,
    ]),
  ])('%s [MD-05]', (_what, field, env, value) => {
    expect(() => judge(env, { [field]: value })).toThrow(field)
  })
})
