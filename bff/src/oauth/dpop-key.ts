/**
 * The key that the tokens of one session are bound to (RFC 9449): made when the sign-in begins, kept and
 * sealed as the tokens are – first in the transaction, then in the token set – and no other session's, so
 * that nobody can tell by it that two sessions are one person's, and one that leaks opens one.
 * Refuses to show its private members: what is public is named, the rest stays.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type webcrypto } from 'node:crypto'
import { promisify } from 'node:util'

/** A JWK with its private members, as it is kept. */
export interface ProofKey extends Readonly<webcrypto.JsonWebKey> {
  readonly alg: ProofAlgorithm
}

/** In the order we like them: the first is fast to make and short to keep. All are good for FAPI 2.0 §5.4.1. */
const algorithms = ['ES256', 'Ed25519', 'PS256'] as const
export type ProofAlgorithm = (typeof algorithms)[number]

/**
 * @param offered `dpop_signing_alg_values_supported`, which may be missing (RFC 9449 §5.1)
 * @returns undefined when it offers none of ours
 */
export function proofAlgorithm(offered: unknown): ProofAlgorithm | undefined {
  if (offered === undefined) return algorithms[0]
  return Array.isArray(offered) ? algorithms.find((alg) => offered.includes(alg)) : undefined
}

export async function createProofKey(alg: ProofAlgorithm): Promise<ProofKey> {
  const { privateKey } = await kinds[alg].generate()
  return { ...privateKey.export({ format: 'jwk' }), alg }
}

const generate = promisify(generateKeyPair)
const kinds = {
  ES256: {
    generate: () => generate('ec', { namedCurve: 'P-256' }),
    algorithm: { name: 'ECDSA', namedCurve: 'P-256' },
  },
  Ed25519: {
    generate: () => generate('ed25519', {}),
    algorithm: { name: 'Ed25519' },
  },
  PS256: {
    generate: () => generate('rsa', { modulusLength: 2048 }),
    algorithm: { name: 'RSA-PSS', hash: 'SHA-256' },
  },
}

/** As WebCrypto has it: fit to sign with, and not to be taken out again. */
export interface UsableKey {
  privateKey: webcrypto.CryptoKey
  publicKey: webcrypto.CryptoKey
  publicJwk: webcrypto.JsonWebKey
}

/** Imported once for as long as the token set is in memory: it costs as much as a signature. */
export function createProofKeys(): (key: ProofKey) => UsableKey {
  const imported = new WeakMap<ProofKey, UsableKey>()
  return (key) => {
    const usable = imported.get(key) ?? usableKey(key)
    imported.set(key, usable)
    return usable
  }
}

function usableKey(key: ProofKey): UsableKey {
  const { algorithm } = kinds[key.alg]
  const publicJwk = publicJwkOf(key)
  const [hidden, shown] = [
    createPrivateKey({ key, format: 'jwk' }),
    createPublicKey({ key: publicJwk, format: 'jwk' }),
  ]
  return {
    privateKey: hidden.toCryptoKey(algorithm, false, ['sign']),
    publicKey: shown.toCryptoKey(algorithm, true, ['verify']),
    publicJwk,
  }
}

/** RFC 9449 §4.2: the header of a proof holds the public key and MUST NOT hold more of it. */
function publicJwkOf({ kty, crv, x, y, n, e }: ProofKey): webcrypto.JsonWebKey {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })) as webcrypto.JsonWebKey
}
