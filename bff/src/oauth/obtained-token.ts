/**
 * An access token that nobody signed in for: our own (client-token.ts), or one in exchange for a person's
 * (token-exchange.ts). What is asked for is as narrow as the settings of that API can say it, and what went
 * wrong is told as what the browser can do about it. None of it ends a session.
 */
import type { Events } from '../events.ts'
import { Problem } from '../http/problem.ts'
import type { ObtainedGrant } from './client-verbs.ts'
import { failureOf } from './failure.ts'
import type { ResourceNeeds } from './resource-needs.ts'

/** Under which name such a token is kept; never that of a person's own. */
export function obtainedKey(
  mode: 'client' | 'exchange',
  { indicator = '', audience = '', scope = '' }: ResourceNeeds,
): string {
  return [mode, indicator, audience, scope].join(' ')
}

export function isObtained(key: string): boolean {
  return /^(?:client|exchange) /.test(key)
}

/** RFC 8693 §2.1, RFC 8707 §2: where it is to be good, and what for; what is not set is not asked for. */
export function narrowParameters(needs: ResourceNeeds): Record<string, string> {
  const { indicator, audience, scope } = needs
  return {
    ...(indicator === undefined ? {} : { resource: indicator }),
    ...(audience === undefined ? {} : { audience }),
    ...(scope === undefined ? {} : { scope }),
  }
}

/**
 * Waiting helps where the server was not there; what it refused is between it and our registration – or the
 * person's rights, which is why an exchange that was refused is told as theirs.
 */
export function problemOf(mode: 'client' | 'exchange', events: Events, cause: unknown): Problem {
  events.emit('token.not-obtained', { mode, cause })
  const { kind } = failureOf(cause)
  if (kind === 'unreachable') return new Problem('provider-unreachable', { cause, retryAfter: 5 })
  const why = `${mode}-token-${kind === 'refused' ? 'refused' : 'invalid'}`
  const isTheirs = mode === 'exchange' && kind === 'refused'
  return new Problem(isTheirs ? 'resource-forbidden' : 'resource-unreachable', { why, cause })
}

/** @throws Error when the answer is no access token (RFC 8693 §2.2.1) */
export function assertAccessToken({ issuedTokenType }: ObtainedGrant): void {
  if (issuedTokenType !== accessTokenType) throw new Error('issued_token_type is another')
}

export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
