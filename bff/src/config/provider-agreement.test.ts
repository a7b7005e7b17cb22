import { describe, expect, it } from 'vitest'
import { newKey } from '../../cli/new-key.ts'
import type { OidcConfig } from './config.ts'
import { providerFaults } from './provider-agreement.ts'
import {
  type Env,
  byKey,
  certificate,
  decrypting,
  jwks,
  otherCertificate,
  readOne,
  signing,
} from '../../test/provider-env.ts'

const otherSigning = newKey('ES256', Date.now())
const otherDecrypting = newKey('ECDH-ES', Date.now())

function provider(host: string, env: Env = {}): OidcConfig {
  return readOne({ ...byKey, OIDC_ISSUER: `https://${host}.example`, ...env }).oidc
}

const cert = ({ cert, key }: typeof certificate): Env => ({
  OIDC_CLIENT_CERT: cert,
  OIDC_CLIENT_CERT_KEY: key,
})
const old = { OIDC_CLIENT_ASSERTION: 'token-endpoint' }

describe('two registrations live side by side', () => {
  it.each<[how: string, first: Env, second: Env]>([
    ['with one signing key, where proofs are for the issuer [SX-05]', {}, {}],
    ['with a key each', {}, { OIDC_CLIENT_KEYS: jwks(otherSigning) }],
    [
      'with a key each, where proofs are for an endpoint [SX-05]',
      old,
      { ...old, OIDC_CLIENT_KEYS: jwks(otherSigning) },
    ],
    [
      'with a key each to decrypt with',
      { OIDC_CLIENT_KEYS: jwks(signing, decrypting) },
      { OIDC_CLIENT_KEYS: jwks(signing, otherDecrypting) },
    ],
    ['with one certificate', cert(certificate), cert(certificate)],
    ['with a certificate for one of them', {}, cert(certificate)],
  ])('%s', (_how, first, second) => {
    expect(providerFaults([provider('a', first), provider('b', second)])).toEqual([])
  })
})

describe('two registrations are refused', () => {
  it.each<[why: string, first: Env, second: Env, says: string]>([
    ['with one issuer', {}, { OIDC_ISSUER: 'https://a.example' }, 'each issuer once'],
    [
      'with one name for two keys',
      {},
      { OIDC_CLIENT_KEYS: jwks({ ...otherSigning, kid: signing.kid }) },
      'two keys with one "kid"',
    ],
    [
      'with one key to decrypt with',
      { OIDC_CLIENT_KEYS: jwks(signing, decrypting) },
      { OIDC_CLIENT_KEYS: jwks(otherSigning, decrypting) },
      '"use": "enc" of its own',
    ],
    [
      'with one signing key, where proofs are for an endpoint [SX-05]',
      {},
      old,
      'signing keys of its own',
    ],
    [
      'with the same under two names [SX-05]',
      old,
      { OIDC_CLIENT_KEYS: jwks({ ...signing, kid: 'another-name' }) },
      'signing keys of its own',
    ],
    ['with two certificates', cert(certificate), cert(otherCertificate), 'OIDC_…_CLIENT_CERT'],
  ])('%s', (_why, first, second, says) => {
    const faults = providerFaults([provider('a', first), provider('b', second)])
    expect(faults.map(({ name }) => name)).toEqual(['OIDC_PROVIDERS'])
    expect(faults[0]?.says).toContain(says)
  })
})
