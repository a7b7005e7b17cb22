import { describe, expect, it } from 'vitest'
import {
  type Env,
  byCertificate,
  byKey,
  bySecret,
  certificate,
  decrypting,
  jwks,
  otherCertificate,
  readOne,
  signing,
} from '../../test/provider-env.ts'

const encrypted = { OIDC_ID_TOKEN_ENC: 'ECDH-ES' }

describe('a registration fits together when it proves itself', () => {
  it.each<[how: string, env: Env]>([
    ['by a secret', bySecret],
    ['by a secret in the body', { ...bySecret, OIDC_CLIENT_AUTH: 'client_secret_post' }],
    ['by either of two secrets', { ...bySecret, OIDC_CLIENT_SECRET_NEXT: 'the-next-secret' }],
    ['by a MAC', { ...bySecret, OIDC_CLIENT_AUTH: 'client_secret_jwt' }],
    ['by a key [SX-01]', byKey],
    ['by a certificate [SX-01]', byCertificate],
    [
      'by one that signed itself',
      { ...byCertificate, OIDC_CLIENT_AUTH: 'self_signed_tls_client_auth' },
    ],
    [
      'and has a key to decrypt with',
      { ...byKey, ...encrypted, OIDC_CLIENT_KEYS: jwks(decrypting, signing) },
    ],
    ['by a key, with a certificate for its tokens', { ...byCertificate, ...byKey }],
  ])('%s', (_how, env) => {
    expect(readOne(env).faults).toEqual([])
  })
})

describe('a registration does not fit together', () => {
  it.each<[why: string, wrong: string, env: Env, says: string]>([
    ...['client_secret_basic', 'client_secret_post', 'client_secret_jwt'].map(
      (way): [string, string, Env, string] => [
        `with ${way} and no secret`,
        'OIDC_CLIENT_SECRET',
        { ...bySecret, OIDC_CLIENT_SECRET: undefined, OIDC_CLIENT_AUTH: way },
        `is missing: OIDC_CLIENT_AUTH is ${way}`,
      ],
    ),
    [
      'with a key and a second secret, which nobody would use',
      'OIDC_CLIENT_SECRET_NEXT',
      { ...byKey, OIDC_CLIENT_SECRET_NEXT: 'the-next-secret' },
      'must not be set: OIDC_CLIENT_AUTH is private_key_jwt, which sends no secret',
    ],
    [
      'with a MAC from a secret of 31 octets',
      'OIDC_CLIENT_SECRET',
      { ...bySecret, OIDC_CLIENT_SECRET: 'x'.repeat(31), OIDC_CLIENT_AUTH: 'client_secret_jwt' },
      'at least 32 octets, since OIDC_CLIENT_AUTH',
    ],
    [
      'with ID tokens by HS256 and no secret',
      'OIDC_CLIENT_SECRET',
      { ...byKey, OIDC_ID_TOKEN_ALG: 'HS256' },
      'OIDC_ID_TOKEN_ALG needs it',
    ],
    [
      'with signed userinfo that nothing would verify',
      'OIDC_USERINFO_ALG',
      { ...bySecret, OIDC_ID_TOKEN_ALG: 'HS256', OIDC_USERINFO_ALG: 'ES256' },
      'must not be set with OIDC_ID_TOKEN_ALG=HS256',
    ],
    [
      'with signed responses by a MAC [CB-13]',
      'OIDC_RESPONSE_ALG',
      { ...bySecret, OIDC_ID_TOKEN_ALG: 'HS256', OIDC_RESPONSE_MODE: 'query.jwt' },
      'is missing: OIDC_RESPONSE_MODE is query.jwt',
    ],
    [
      'with private_key_jwt and no key',
      'OIDC_CLIENT_KEYS',
      { ...byKey, OIDC_CLIENT_KEYS: undefined },
      '"use": "sig": OIDC_CLIENT_AUTH',
    ],
    [
      'with private_key_jwt and a key that only decrypts',
      'OIDC_CLIENT_KEYS',
      { ...byKey, OIDC_CLIENT_KEYS: jwks(decrypting) },
      '"use": "sig": OIDC_CLIENT_AUTH',
    ],
    [
      'with signed requests and no key',
      'OIDC_CLIENT_KEYS',
      { ...bySecret, OIDC_REQUEST_OBJECT: 'signed' },
      'OIDC_REQUEST_OBJECT is signed',
    ],
    [
      'with encrypted ID tokens and no key to decrypt with',
      'OIDC_CLIENT_KEYS',
      { ...byKey, ...encrypted },
      '"use": "enc" and "alg": "ECDH-ES"',
    ],
    [
      'with encrypted ID tokens and a key for another algorithm',
      'OIDC_CLIENT_KEYS',
      { ...byKey, OIDC_ID_TOKEN_ENC: 'RSA-OAEP-256', OIDC_CLIENT_KEYS: jwks(signing, decrypting) },
      '"alg": "RSA-OAEP-256"',
    ],
    [
      'with a TLS way and no certificate',
      'OIDC_CLIENT_CERT',
      { ...bySecret, OIDC_CLIENT_AUTH: 'self_signed_tls_client_auth' },
      'is missing: OIDC_CLIENT_AUTH',
    ],
    [
      'with a certificate and no key for it',
      'OIDC_CLIENT_CERT_KEY',
      { ...byCertificate, OIDC_CLIENT_CERT_KEY: undefined },
      'a certificate needs it',
    ],
    [
      'with the key of a certificate and none',
      'OIDC_CLIENT_CERT',
      { ...bySecret, OIDC_CLIENT_CERT_KEY: certificate.key },
      'its key is given',
    ],
    [
      "with another certificate's key",
      'OIDC_CLIENT_CERT_KEY',
      { ...byCertificate, OIDC_CLIENT_CERT_KEY: otherCertificate.key },
      'must be the key of OIDC_CLIENT_CERT',
    ],
  ])('%s', (_why, wrong, env, says) => {
    const { faults } = readOne(env)
    expect(faults.map(({ name }) => name)).toEqual([wrong])
    expect(faults[0]?.says).toContain(says)
  })
})
