/**
 * May this call pass? A living access token in the Authorization header and nowhere else, under the scheme
 * of its kind, with the proof or the certificate it is bound to (RFC 6750 §2.1, RFC 9449 §7, RFC 8705 §3).
 * Answers the token's grant, or the refusal: 401 with a challenge that says what is missing.
 */
import type { Grant } from './books.ts'
import type { Nonces } from './nonces.ts'
import { judgeProof } from './proof.ts'
import type { Answer, Seen } from './wire.ts'

export interface Guard {
  accessTokens: ReadonlyMap<string, Grant>
  nonces: Nonces
  jtis: Set<string>
  nowMs: number
  /** How it spells the scheme in challenges. */
  dpopScheme: string
}

export async function admit(request: Seen, guard: Guard): Promise<Grant | Answer> {
  const [scheme = '', accessToken = ''] = request.headers.authorization?.split(' ') ?? []
  const grant = guard.accessTokens.get(accessToken)
  if (grant === undefined) return challenge('Bearer', 'invalid_token')
  const { jkt, thumbprint } = grant.binding
  if (scheme.toLowerCase() !== (jkt === undefined ? 'bearer' : 'dpop')) {
    return challenge(jkt === undefined ? 'Bearer' : guard.dpopScheme, 'invalid_token')
  }
  if (thumbprint !== undefined && request.certificate?.thumbprint !== thumbprint) {
    return challenge('Bearer', 'invalid_token')
  }
  return jkt === undefined ? grant : withProof(request, guard, { accessToken, jkt, grant })
}

/** RFC 9449 §7.1 and §9. */
async function withProof(
  request: Seen,
  { nonces, jtis, nowMs, dpopScheme }: Guard,
  { accessToken, jkt, grant }: { accessToken: string; jkt: string; grant: Grant },
): Promise<Grant | Answer> {
  const proof = await judgeProof(request, { nowMs, used: jtis, nonces, accessToken })
  if ('error' in proof) return challenge(dpopScheme, proof.error, proof.fault, nonces.next())
  return proof.jkt === jkt ? grant : challenge(dpopScheme, 'invalid_token', 'another key')
}

function challenge(scheme: string, error: string, reason = error, headers = {}): Answer {
  const told = `${scheme} error="${error}", error_description="${reason}"`
  return { status: 401, headers: { 'www-authenticate': told, ...headers }, body: '' }
}
