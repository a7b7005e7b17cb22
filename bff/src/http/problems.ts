/**
 * The safety net. After this room nothing thrown below reaches the browser as anything but a problem, and no
 * request ends in silence: what no door answered is `not-found`.
 *
 * It stands outside the session room and catches by itself, since Koa's own handler throws every header away,
 * Set-Cookie included. Once the head is sent nothing can be told any more: the socket is cut, so that the
 * browser sees a failure and not a short but complete answer (RFC 9112 §8), and the process lives on.
 */
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Context, Middleware } from './context.ts'
import { Problem } from './problem.ts'
import { answerProblem } from './problem-answer.ts'
import { problemOf, problemOfStatus } from './problem-of.ts'

export function problems(events: Events, config: Pick<Config, 'appOrigin'>): Middleware {
  return async (ctx, next) => {
    ctx.onerror = finishOnce
    try {
      await next()
      refuseUnanswered(ctx)
    } catch (error) {
      fail(ctx, error)
    }
  }

  // Koa comes here with what breaks after all rooms are done: a stream, a body that is no JSON. It may tell
  // the same accident twice, once by the stream and once by the socket. One function for all requests: with
  // one for each, hung on its context, V8 keeps what requests leave behind until the next full collection,
  // and copying that took a fifth of a call.
  function finishOnce(this: Context, error: unknown) {
    if (error == null || this.state.isBroken) return
    this.state.isBroken = true
    finish(this, error)
  }

  function fail(ctx: Context, error: unknown) {
    if (isBrowserGone(ctx, error)) return
    const problem = problemOf(error)
    tell(ctx, problem)
    if (ctx.headerSent) cut(ctx)
    else answerProblem(ctx, problem, config)
  }

  function finish(ctx: Context, error: unknown) {
    fail(ctx, error)
    if (ctx.writable) ctx.res.end(ctx.method === 'HEAD' ? undefined : ctx.body)
  }

  /** A plain refusal has said all there is in `request.finished`; a second line would only be noise. */
  function tell(ctx: Context, { code, status, options: { why, cause } }: Problem) {
    if (status < 500 && why === undefined && cause === undefined) return
    events.emit('request.failed', { code, why, cause }, ctx.state.ref)
  }
}

/** The router says "no such method" or "no such path" by status alone; we say it as a problem. */
function refuseUnanswered(ctx: Context) {
  if (ctx.respond === false || ctx.headerSent) return
  if (ctx.status < 400 || (ctx.body ?? '') !== '') return
  throw new Problem(problemOfStatus(ctx.status))
}

/** Somebody closed the tab while we were reading or writing: `request.finished` tells it, and it is no fault. */
function isBrowserGone(ctx: Context, error: unknown): boolean {
  if (ctx.req.socket.writable) return false
  const code = (error as { code?: unknown } | undefined)?.code
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}

function cut(ctx: Context) {
  ctx.respond = false
  // An answer that was already given whole stays whole.
  if (!ctx.res.writableEnded) ctx.res.destroy()
}
