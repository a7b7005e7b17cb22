/**
 * What the notes API says when it says no: problem+json (RFC 9457) in its own words, and for tokens the
 * challenge of RFC 6750 §3.
 */
import type { Middleware } from 'koa'

export class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, title: string, headers: Record<string, string> = {}) {
    super(title)
    this.status = status
    this.headers = headers
  }
}

export const problems: Middleware = async (ctx, next) => {
  ctx.set('cache-control', 'no-store')
  try {
    await next()
    // The router leaves its own refusals without a body, and `allow` on them.
    if (ctx.body == null && ctx.status === 404) throw new Refusal(404, 'There is no such thing.')
    if (ctx.body == null && ctx.status === 405) throw new Refusal(405, 'Notes cannot do that.')
  } catch (error) {
    const { status, message, headers } = error instanceof Refusal ? error : broken(error)
    ctx.set(headers)
    ctx.status = status
    ctx.body = { type: 'about:blank', title: message, status }
    ctx.type = 'application/problem+json'
  }
}

function broken(error: unknown): Refusal {
  console.error(error)
  return new Refusal(500, 'The notes API broke.')
}
