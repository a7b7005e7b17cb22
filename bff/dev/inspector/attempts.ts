/**
 * What was seen of each sign-in, and what can be said of it: the inspector does the protocol's comparisons once
 * more, for itself, on what really went over the wire. It judges nobody – whether the BFF let it pass is in
 * the BFF's own answer. The values stay in here; only marks leave (redaction.ts).
 */
import { createHash } from 'node:crypto'
import type { Check } from 'shared/inspector'
import { claimsIn } from './jwt-claims.ts'

export interface Attempt {
  flow: string
  state: string
  challenge?: string | undefined
  nonce?: string | undefined
  clientId?: string | undefined
  issuer?: string | undefined
  code?: string
  /** How often the browser came back with it. */
  returns: number
}

export interface Attempts {
  /** From the parameters of an authorization request, pushed, signed or plain. */
  note(flow: string, parameters: URLSearchParams, issuer?: string): Attempt | undefined
  /** From those of its response. */
  answeredBy(parameters: URLSearchParams): Attempt | undefined
}

const most = 200

export function createAttempts(): Attempts {
  const byState = new Map<string, Attempt>()
  return {
    note(flow, given, issuer) {
      const parameters = opened(given, 'request')
      const state = parameters.get('state')
      if (state === null) return undefined
      const attempt: Attempt = byState.get(state) ?? { flow, state, returns: 0 }
      Object.assign(attempt, {
        challenge: parameters.get('code_challenge') ?? attempt.challenge,
        nonce: parameters.get('nonce') ?? attempt.nonce,
        clientId: parameters.get('client_id') ?? attempt.clientId,
        issuer: issuer ?? attempt.issuer,
      })
      byState.set(state, attempt)
      for (const oldest of byState.keys()) {
        if (byState.size <= most) break
        byState.delete(oldest)
      }
      return attempt
    },
    answeredBy(given) {
      const parameters = opened(given, 'response')
      const attempt = byState.get(parameters.get('state') ?? '')
      const code = parameters.get('code')
      if (attempt !== undefined && code !== null) attempt.code ??= code
      return attempt
    },
  }
}

/** Parameters that came as one JWT (RFC 9101, JARM), else those that came as they are. */
function opened(given: URLSearchParams, wrapper: 'request' | 'response'): URLSearchParams {
  const claims = claimsIn(given.get(wrapper) ?? '')
  if (claims === undefined) return given
  const texts = Object.entries(claims).filter(([, value]) => typeof value === 'string')
  return new URLSearchParams(texts as [string, string][])
}

export function checksOfReturn(
  attempt: Attempt | undefined,
  given: URLSearchParams,
  issuers: readonly string[],
): Check[] {
  const parameters = opened(given, 'response')
  const iss = parameters.get('iss')
  return [
    check('state', attempt !== undefined, 'It is one that this BFF has sent.', 'RFC 9700 §2.1'),
    check(
      'iss',
      iss !== null && issuers.includes(iss) && (attempt?.issuer ?? iss) === iss,
      'The answer comes from the server that was asked.',
      'RFC 9207 §2.4',
    ),
    check(
      'once',
      (attempt?.returns ?? 1) <= 1,
      'The browser comes back with it for the first time.',
      'RFC 9700 §2.1',
    ),
  ]
}

export function checksOfRedemption(
  attempt: Attempt | undefined,
  parameters: URLSearchParams,
): Check[] {
  if (attempt === undefined || parameters.get('grant_type') !== 'authorization_code') return []
  const verifier = parameters.get('code_verifier') ?? ''
  const hash = createHash('sha256').update(verifier).digest('base64url')
  const isCode = attempt.code === parameters.get('code')
  return [
    check('code', isCode, 'It is the one the browser brought.', 'RFC 6749 §4.1.3'),
    check('PKCE', hash === attempt.challenge, 'S256(verifier) is the challenge.', 'RFC 7636 §4.6'),
  ]
}

export function checksOfIdToken(
  attempt: Attempt | undefined,
  token: string,
  { issuers, nowMs }: { issuers: readonly string[]; nowMs: number },
): Check[] {
  const claims = claimsIn(token)
  if (claims === undefined) return []
  const { iss, aud, exp, nonce } = claims
  const audience = Array.isArray(aud) ? aud : [aud]
  const spec = 'OIDC Core §3.1.3.7'
  return [
    check('iss', issuers.includes(String(iss)), 'Signed by the server in our settings.', spec),
    ...(attempt === undefined
      ? []
      : [
          check('aud', audience.includes(attempt.clientId), 'Meant for us.', spec),
          check('nonce', nonce === attempt.nonce, 'The nonce is the one we sent.', spec),
        ]),
    check('exp', Number(exp) * 1000 > nowMs, 'Not too old.', spec),
  ]
}

export function check(name: string, passed: boolean, says: string, spec?: string): Check {
  return { name, passed, says, ...(spec !== undefined && { spec }) }
}
