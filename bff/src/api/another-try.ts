/**
 * When an API has turned a call away and may be asked again. Two refusals prove that nothing was carried
 * out, so any method may be repeated after them, and after nothing else (PX-20): the token was at fault
 * (RFC 6750 §3.1), or the proof beside it lacked the API's nonce (RFC 9449 §9). Each is mended once, so no
 * request is more than three calls, however an API behaves, and one refresh (TS-08, SX-12).
 */
import { Problem } from '../http/problem.ts'
import type { Credential } from '../oauth/credential.ts'

export type Fault = 'token' | 'nonce'

/** What a request has had mended so far; the same empty list for all that go well. */
export type Mended = readonly Fault[]
export const nothing: Mended = []

/** @throws the refusal itself when asking again would be no use, or no good */
export function faultToMend(
  refusal: unknown,
  shown: Credential | undefined,
  mended: Mended,
): Fault {
  const fault = faultIn(refusal)
  // A bearer token has no proof that a nonce could stand in: such an API is for other clients.
  const isMendable = fault === 'token' || shown?.hear !== undefined
  if (!shown || !fault || !isMendable || mended.includes(fault)) throw refusal
  return fault
}

function faultIn(refusal: unknown): Fault | undefined {
  if (!(refusal instanceof Problem) || refusal.code !== 'resource-refused') return undefined
  if (refusal.options.why === 'nonce') return 'nonce'
  return refusal.options.why === 'invalid_token' ? 'token' : undefined
}
