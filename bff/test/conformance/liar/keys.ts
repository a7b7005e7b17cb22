/**
 * The liar's signing keys: one at a time, published at the JWKS endpoint. `rotate` replaces it and takes
 * the old one out at once, the hardest case a client meets (OIDC Core §10.1.1).
 */
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface SigningKey {
  alg: string
  /** Left out of the header when undefined. */
  kid: string | undefined
  /** Octets are for the MAC forgeries. */
  privateKey: CryptoKey | Uint8Array
  publicJwk: JWK
}

export interface KeyRing {
  current(): SigningKey
  rotate(): Promise<SigningKey>
  jwks(): { keys: JWK[] }
}

export async function createKeyRing(alg: string): Promise<KeyRing> {
  let key = await firstKey(alg)
  return {
    current: () => key,
    rotate: async () => (key = await createSigningKey(alg)),
    jwks: () => ({ keys: [key.publicJwk] }),
  }
}

const firstKeys = new Map<string, Promise<SigningKey>>()

/** Every liar of a process begins with the same one: an RSA key takes a tenth of a second to make. */
function firstKey(alg: string): Promise<SigningKey> {
  const key = firstKeys.get(alg) ?? createSigningKey(alg)
  firstKeys.set(alg, key)
  return key
}

/** A new one. */
export async function createSigningKey(alg: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { alg, kid, privateKey, publicJwk: { ...jwk, kid, alg, use: 'sig' } }
}
