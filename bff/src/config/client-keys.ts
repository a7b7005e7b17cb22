/**
 * The client's own keys, as a JWKS of private ones: what proves us to the authorization server without a
 * shared secret (OpenID Connect Core §9, `private_key_jwt`), and what opens what it encrypts to us. Each
 * has one purpose, one algorithm and a name of its own (FAPI 2.0 §5.4.2, §6.8). Weak ones are refused at
 * start, since a server that takes them would not tell.
 */
import { createPrivateKey, type webcrypto } from 'node:crypto'
import { keyLengthFault } from './certificates.ts'

type JsonWebKey = webcrypto.JsonWebKey

export interface ClientKey {
  kid: string
  /** The one it is used with, in the spelling of JOSE. */
  alg: string
  use: 'sig' | 'enc'
  /** With its private members. */
  jwk: Readonly<JsonWebKey>
}

/** Of encryption what OIDC_ID_TOKEN_ENC may name, and openid-client knows. */
const algorithms: Record<ClientKey['use'], Record<string, readonly string[]>> = {
  sig: {
    RSA: ['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
    'P-256': ['ES256'],
    'P-384': ['ES384'],
    'P-521': ['ES512'],
    Ed25519: ['EdDSA', 'Ed25519'],
  },
  enc: {
    RSA: ['RSA-OAEP-256'],
    'P-256': ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'],
    X25519: ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'],
  },
}

export function clientKeysFault(text: string): string | undefined {
  const keys = keysIn(text)
  if (keys === undefined) return 'must be a JWKS: {"keys":[…]} with at least one private key'
  const names = keys.map(({ kid }) => kid)
  if (new Set(names).size < names.length) return 'must name each key by a "kid" of its own'
  const fault = keys.map(keyFault).find((each) => each !== undefined)
  if (fault !== undefined) return fault
  const materials = parseClientKeys(text).map(({ jwk }) => jwk.n ?? jwk.x)
  // FAPI 2.0 §6.8: one purpose each, whatever their names.
  return new Set(materials).size < keys.length ? 'must not hold the same key twice' : undefined
}

/** Of a text without a fault. */
export function parseClientKeys(text: string): ClientKey[] {
  return (keysIn(text) ?? []).map(({ kid, alg, use, ...jwk }) => ({
    kid: String(kid),
    alg: String(alg),
    use: use === 'enc' ? 'enc' : 'sig',
    jwk,
  }))
}

function keysIn(text: string): Record<string, unknown>[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown }
    const isList = Array.isArray(keys) && keys.length > 0
    return isList && keys.every((key) => typeof key === 'object' && key !== null) ? keys : undefined
  } catch {
    return undefined
  }
}

function keyFault({ kid, alg, use, ...jwk }: Record<string, unknown>): string | undefined {
  if (typeof kid !== 'string' || kid === '') return 'must give each key a "kid"'
  if (use !== 'sig' && use !== 'enc') return 'must give each key one "use": sig or enc'
  const kind = jwk['kty'] === 'RSA' ? 'RSA' : String(jwk['crv'])
  if (!algorithms[use][kind]?.includes(String(alg))) {
    return 'must give each key an "alg" that fits its kind and use, such as PS256, ES256 or EdDSA'
  }
  return strengthFault(jwk)
}

function strengthFault(jwk: JsonWebKey): string | undefined {
  try {
    return keyLengthFault(createPrivateKey({ key: jwk, format: 'jwk' }))
  } catch {
    return 'must hold private keys: one of them is public only, or broken'
  }
}
