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
    if (ctx.status === 404 && ctx.body == null) throw new Refusal(404, 'There is no such thing.')
  } catch (error) {
    const { status, title, headers } = toldOf(error)
    if (status === 500) console.error(error)
    ctx.set(headers)
    ctx.status = status
    ctx.body = { type: 'about:blank', title, status }
    ctx.type = 'application/problem+json'
  }
}

function toldOf(error: unknown) {
  if (error instanceof Refusal) {
    return { status: error.status, title: error.message, headers: error.headers }
  }
  const { status, headers } = error as { status?: number; headers?: Record<string, string> }
  // @koa/router: 405 and 501, and the `allow` it has worked out.
  if (status === 405 || status === 501) {
    return { status: 405, title: 'That cannot be done with notes.', headers: headers ?? {} }
  }
  return { status: 500, title: 'The notes API broke.', headers: {} }
}
