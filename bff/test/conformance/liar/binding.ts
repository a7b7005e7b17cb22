/**
 * To what the tokens of this request will be bound: the key of a DPoP proof (RFC 9449 §5), the client's
 * certificate (RFC 8705 §3), or nothing. Answers a refusal where the proof is wrong or missing; a missing
 * nonce is told before anything is used up, so that the client can come again with the same code (§8).
 */
import type { Books } from './books.ts'
import { judgeProof } from './proof.ts'
import { type Answer, oauthError, type Seen } from './wire.ts'

export interface Binding {
  /** Thumbprint of the DPoP key. */
  jkt?: string | undefined
  /** Thumbprint of the certificate, `x5t#S256`. */
  thumbprint?: string | undefined
}

export async function bindingOf(books: Books, request: Seen): Promise<Binding | Answer> {
  const { lies, jtis, nonces } = books
  if (lies.bindsTokens === 'no') return {}
  if (lies.bindsTokens === 'certificate') {
    const thumbprint = request.certificate?.thumbprint
    return thumbprint === undefined
      ? oauthError('invalid_request', 400, 'no certificate to bind to')
      : { thumbprint }
  }
  const proof = await judgeProof(request, { nowMs: lies.clock.now(), used: jtis, nonces })
  if ('jkt' in proof) return proof
  const refusal = oauthError(proof.error, 400, proof.fault)
  return { ...refusal, headers: { ...refusal.headers, ...nonces.next() } }
}
