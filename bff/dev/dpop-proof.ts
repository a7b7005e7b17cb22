/**
 * Judges a DPoP proof (RFC 9449 §4.3): that whoever makes this very request has the key. Every proof is
 * good once. Nonces are ours: one follows the other each minute and is good for three. A proof with a
 * nonce of ours needs no honest clock beside it (§11.1), which spares tests that live in another time.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWK, jwtVerify } from 'jose'

export interface ProofCheck {
  method: string
  /** Without query and fragment. */
  url: string
  /** The access token that comes along. */
  token?: string
}

export interface ProofJudge {
  /** @returns the thumbprint of the key. @throws ProofFault */
  judge(proof: string, check: ProofCheck): Promise<string>
  /** What the next proof has to contain. */
  nonce(): string
}

export class ProofFault extends Error {
  readonly isNonceMissing: boolean

  constructor(why: string, isNonceMissing = false) {
    super(why)
    this.isNonceMissing = isNonceMissing
  }
}

const minuteMs = 60_000
const algorithms = ['ES256', 'ES384', 'PS256', 'Ed25519', 'EdDSA']

/** @param nonces who gives them out: we do, or somebody who has looked at them already */
export function createProofJudge(nonces: 'ours' | 'elsewhere' = 'ours'): ProofJudge {
  const secret = randomBytes(32)
  const used = new Set<string>()
  const nonceOf = (minute: number) =>
    createHmac('sha256', secret).update(String(minute)).digest('base64url')
  const minuteNow = () => Math.floor(Date.now() / minuteMs)
  const isOurs = (nonce: unknown) => {
    const now = minuteNow()
    return [now, now - 1, now - 2].some((minute) => nonce === nonceOf(minute))
  }

  return {
    nonce: () => nonceOf(minuteNow()),
    async judge(proof, { method, url, token }) {
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
        typ: 'dpop+jwt',
        algorithms,
        requiredClaims: ['jti', 'htm', 'htu', 'iat'],
      }).catch(refuse)
      if (payload['htm'] !== method) throw new ProofFault('htm is not the method')
      if (payload['htu'] !== url) throw new ProofFault('htu is not the address')
      if (token !== undefined && payload['ath'] !== hash(token))
        throw new ProofFault('ath is wrong')
      if (nonces === 'ours' && !isOurs(payload['nonce'])) throw new ProofFault('a nonce', true)
      if (used.has(String(payload.jti))) throw new ProofFault('this proof was used before')
      used.add(String(payload.jti))
      return calculateJwkThumbprint(protectedHeader.jwk as JWK)
    },
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function refuse(error: unknown): never {
  throw new ProofFault(error instanceof errors.JOSEError ? error.code : 'not a proof')
}
