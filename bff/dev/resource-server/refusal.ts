/**
 * What a sample API says when it says no: problem+json (RFC 9457) in its own words, and for tokens the
 * challenge of RFC 6750 §3, by the scheme that tokens are to be brought with here (RFC 9449 §7.1).
 */
import type { Middleware } from 'koa'
import type { Binding } from './bindings.ts'

/** The parameters of a challenge, beside its realm. */
export type Challenge = Record<string, string>

export class Refusal extends Error {
  readonly status: number
  readonly challenge: Challenge | undefined
  readonly headers: Record<string, string>

  constructor(
    status: number,
    title: string,
    challenge?: Challenge,
    headers: Record<string, string> = {},
  ) {
    super(title)
    this.status = status
    this.challenge = challenge
    this.headers = headers
  }
}

export function problems(binding: Binding): Middleware {
  return async (ctx, next) => {
    ctx.set('cache-control', 'no-store')
    try {
      await next()
      // The router leaves its own refusals without a body, and `allow` on them.
      if (ctx.body == null && ctx.status === 404) throw new Refusal(404, 'There is no such thing.')
      if (ctx.body == null && ctx.status === 405) throw new Refusal(405, 'This cannot be done.')
    } catch (error) {
      const { status, message, challenge, headers } =
        error instanceof Refusal ? error : broken(error)
      const realm = String(ctx.state['realm'] ?? 'notes')
      ctx.set(headers)
      if (challenge) ctx.set('www-authenticate', challengeText(binding, { realm, ...challenge }))
      ctx.status = status
      ctx.body = { type: 'about:blank', title: message, status }
      ctx.type = 'application/problem+json'
    }
  }
}

function challengeText(binding: Binding, parameters: Challenge): string {
  const scheme = binding === 'dpop' ? 'DPoP' : 'Bearer'
  // RFC 9449 §7.1: which proofs would do.
  const all = { ...parameters, ...(binding === 'dpop' && { algs: 'ES256 PS256 Ed25519' }) }
  const pairs = Object.entries(all).map(([name, value]) => `${name}="${value}"`)
  return `${scheme} ${pairs.join(', ')}`
}

function broken(error: unknown): Refusal {
  console.error(error)
  return new Refusal(500, 'The API broke.')
}
