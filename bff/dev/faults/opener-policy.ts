/**
 * A login page with a Cross-Origin-Opener-Policy: whoever opened it as a window sees it as closed from then on,
 * and it has no opener (HTML §7.1.3). Both ends: here the redirect is marked, there – the local authorization
 * server – the mark is obeyed and remembered for as long as one sign-in may take.
 */
import type { Middleware } from 'koa'

const mark = 'claimcheck_opener_policy'
const cookieSeconds = 300

export function askForOpenerPolicy(location: URL): void {
  location.searchParams.set(mark, 'same-origin')
}

/** In the local authorization server, before anything else. */
export function obeyOpenerPolicy(): Middleware {
  return async (ctx, next) => {
    const isAsked = ctx.query[mark] === 'same-origin'
    if (isAsked) ctx.cookies.set(mark, '1', { maxAge: cookieSeconds * 1000, sameSite: 'lax' })
    if (isAsked || ctx.cookies.get(mark) === '1') {
      ctx.set('cross-origin-opener-policy', 'same-origin')
    }
    return next()
  }
}
