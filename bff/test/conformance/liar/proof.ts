/**
 * A DPoP proof, judged as RFC 9449 §4.3 says, point by point: one header, its type, an asymmetric
 * algorithm, a public key and nothing private, signature, method and URL, time, nonce, `ath`, and a `jti`
 * that was not seen before. Answers the key's thumbprint, or what is wrong.
 */
import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose'
import type { Nonces } from './nonces.ts'
import type { Seen } from './wire.ts'

export interface ProofCheck {
  nowMs: number
  /** `jti`s that came before. */
  used: Set<string>
  nonces: Nonces
  /** At a resource: the token that comes along (§4.3-12). */
  accessToken?: string
}

export type Proof =
  | { jkt: string }
  | { error: 'invalid_dpop_proof' | 'use_dpop_nonce'; fault: string }

export async function judgeProof(request: Seen, check: ProofCheck): Promise<Proof> {
  const proof = request.headers.dpop
  if (typeof proof !== 'string') return invalid('no proof')
  if (proof.includes(',')) return invalid('more than one proof')
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'PS256', 'EdDSA', 'Ed25519'],
      requiredClaims: ['jti', 'htm', 'htu', 'iat'],
      maxTokenAge: '60s',
      clockTolerance: 5,
      currentDate: new Date(check.nowMs),
    })
    const jwk = protectedHeader.jwk as JWK
    const fault = keyFault(jwk) ?? claimsFault(payload, request, check)
    if (fault !== undefined) return invalid(fault)
    if (!check.nonces.isGood(payload.nonce)) {
      return { error: 'use_dpop_nonce', fault: 'a proof without the nonce' }
    }
    check.used.add(String(payload.jti))
    return { jkt: await calculateJwkThumbprint(jwk) }
  } catch (error) {
    return invalid((error as Error).message)
  }
}

function invalid(fault: string): Proof {
  return { error: 'invalid_dpop_proof', fault }
}

function keyFault(jwk: JWK): string | undefined {
  return ['d', 'p', 'q', 'k'].some((name) => name in jwk) ? 'a private key in the proof' : undefined
}

function claimsFault(
  claims: Record<string, unknown>,
  { method, url }: Seen,
  { used, accessToken }: ProofCheck,
): string | undefined {
  if (used.has(String(claims.jti))) return 'this jti came before'
  if (claims.htm !== method) return 'htm is not the method'
  if (claims.htu !== url.origin + url.pathname) return 'htu is not the URL without its query'
  if (accessToken === undefined) return 'ath' in claims ? 'ath without a token' : undefined
  const ath = createHash('sha256').update(accessToken).digest('base64url')
  return claims.ath === ath ? undefined : 'ath is not of this token'
}
