/**
 * The key that the tokens of one session are bound to (RFC 9449): made when the sign-in begins, kept and
 * sealed as the tokens are – first in the transaction, then in the token set – and no other session's, so
 * that nobody can tell by it that two sessions are one person's, and one that leaks opens one.
 * Refuses to show its private members: what is public is named, the rest stays.
 */
import type { webcrypto } from 'node:crypto'
import { createKey, importKey } from './jose.ts'

/** A JWK with its private members, as it is kept. */
export interface ProofKey extends Readonly<webcrypto.JsonWebKey> {
  readonly alg: string
}

/** In the order we like them: the first is fast to make and short to keep. All are good for FAPI 2.0 §5.4.1. */
const algorithms = ['ES256', 'Ed25519', 'PS256'] as const

/**
 * @param offered `dpop_signing_alg_values_supported`, which may be missing (RFC 9449 §5.1)
 * @returns undefined when it offers none of ours
 */
export function proofAlgorithm(offered: unknown): string | undefined {
  if (offered === undefined) return algorithms[0]
  return Array.isArray(offered) ? algorithms.find((alg) => offered.includes(alg)) : undefined
}

export function createProofKey(alg: string): Promise<ProofKey> {
  return createKey(alg)
}

/** RFC 9449 §4.2: the header of a proof holds the public key and MUST NOT hold more of it. */
export function publicJwkOf({ kty, crv, x, y, n, e }: ProofKey) {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })) as webcrypto.JsonWebKey
}

export interface UsableKey {
  privateKey: webcrypto.CryptoKey
  publicKey: webcrypto.CryptoKey
  publicJwk: webcrypto.JsonWebKey
}

/** Imported once for as long as the token set is in memory: it costs more than a signature does. */
export function createProofKeys(): (key: ProofKey) => Promise<UsableKey> {
  const imported = new WeakMap<ProofKey, Promise<UsableKey>>()
  return (key) => {
    const usable = imported.get(key) ?? importPair(key)
    imported.set(key, usable)
    return usable
  }
}

async function importPair(key: ProofKey): Promise<UsableKey> {
  const publicJwk = publicJwkOf(key)
  const [privateKey, publicKey] = await Promise.all([
    importKey(key),
    importKey({ ...publicJwk, alg: key.alg }),
  ])
  return { privateKey, publicKey, publicJwk }
}
