/**
 * 303 See Other, and nothing but a Location. Koa's own `redirect` repeats the URL as text in a body, and
 * ours hold a state, a nonce or an ID token: no body of ours has any business with those (AR-05, TS-02).
 */
import type { Context } from '../http/context.ts'

/** @param location a URL or path as `URL` spells it, so without anything that a header could not hold */
export function seeOther(ctx: Context, location: string): void {
  ctx.status = 303 // never 307: it would repeat a POST body to wherever this leads (AR-16)
  ctx.set('Location', location)
  ctx.body = ''
  ctx.remove('Content-Type')
}
