/**
 * The answer on its way from the API to the browser: head, chunks and end as undici calls them out, written
 * straight to the response. What is true after it: the browser has the whole answer, or the API's
 * connection is closed because the browser left, or the promise says with a Problem what went wrong.
 *
 * Waits in both directions: a slow browser pauses the API, and nothing is kept in memory but one chunk.
 */
import type { Duplex } from 'node:stream'
import type { Context } from '../http/context.ts'
import type { Problem } from '../http/problem.ts'
import type { AnswerFields, HeaderPairs } from './answer.ts'
import { problemOf, refusalIn } from './failure.ts'
import { handshakeAnswer, type Tunnel, type Tunnels } from './upgrade.ts'

/** undici's controller and handler, as far as we use them (http/outbound.ts alone imports it). */
export interface Upstream {
  abort(reason: Error): void
  pause(): void
  resume(): void
}

export interface Handler {
  onRequestStart(upstream: Upstream): void
  onRequestUpgrade(upstream: Upstream, status: number, fields: AnswerFields, socket: Duplex): void
  onResponseStart(upstream: Upstream, status: number, fields: AnswerFields): void
  onResponseData(upstream: Upstream, chunk: Buffer): void
  onResponseEnd(upstream: Upstream, trailers: AnswerFields): void
  onResponseError(upstream: Upstream, error: Error): void
}

/** What of the API's answer the browser may hear. */
export interface AnswerRules {
  head(status: number, fields: AnswerFields): HeaderPairs
  /** Of a 103 (RFC 8297). */
  links(fields: AnswerFields): string[]
  trailers(fields: AnswerFields): [name: string, value: string][]
}

/** Called with the way to break off with this problem. @returns the way to give that up. */
export type Hold = (breakOff: (problem: Problem) => void) => () => void

/** Hears every answer before anything is made of it. */
export type Hear = (fields: AnswerFields) => void

const mostInterim = 32

export function relay(
  ctx: Context,
  rules: AnswerRules,
  dispatch: (handler: Handler) => void,
  tunnels: Tunnels,
  hold?: Hold,
  hear?: Hear,
): Promise<void> {
  const { res } = ctx
  return new Promise((resolve, reject) => {
    let underWay: Upstream | Tunnel | undefined
    let broken: Problem | undefined
    let interim = 0
    const release = hold?.((problem) => {
      broken = problem
      underWay?.abort(problem)
    })
    const settle = () => {
      release?.()
      if (!res.writableFinished) underWay?.abort(new Error('The browser left.'))
      if (!res.headersSent) answerNobody(ctx)
      resolve()
    }
    // It may have left while we were asking for its token; 'close' does not come a second time.
    if (res.closed) return settle()
    res.once('close', settle)

    dispatch({
      onRequestStart(upstream) {
        underWay = upstream
        if (res.closed) settle()
        else if (broken) upstream.abort(broken)
      },
      onRequestUpgrade(_, status, fields, socket) {
        hear?.(fields)
        try {
          const answer = handshakeAnswer(ctx.req, fields)
          res.writeHead(status, answer).flushHeaders()
        } catch (error) {
          socket.destroy()
          return this.onResponseError(_, error as Error)
        }
        ctx.respond = false
        underWay = tunnels.join(res, socket)
      },
      onResponseStart(upstream, status, fields) {
        if (status < 200) {
          // Each one gives the API its time anew, so without a bound it could take for ever.
          if (++interim > mostInterim) upstream.abort(new Error('Interim answers without end.'))
          else tellEarly(ctx, status, rules.links(fields))
          return
        }
        hear?.(fields)
        const refusal = refusalIn(status, fields)
        if (refusal) return upstream.abort(refusal)
        res.writeHead(status, rules.head(status, fields))
        ctx.respond = false
        // An EventSource opens at the head. Everything else is cheaper with head and body in one write.
        if (isEventStream(fields)) res.flushHeaders()
      },
      onResponseData(upstream, chunk) {
        if (res.write(chunk)) return
        upstream.pause()
        res.once('drain', () => upstream.resume())
      },
      onResponseEnd(_, fields) {
        const trailers = rules.trailers(fields)
        if (trailers.length > 0) res.addTrailers(trailers)
        res.end()
      },
      onResponseError(_, error) {
        if (res.closed) return // the echo of our own abort
        res.off('close', settle)
        release?.()
        reject(problemOf(error, underWay !== undefined))
      },
    })
  })
}

/**
 * An interim answer (RFC 9110 §15.2); the real one follows. 103 names what the page will need and is worth
 * passing on, any other was between the API and us. HTTP/1.0 knows none of them.
 */
function tellEarly({ req, res }: Context, status: number, links: string[]): void {
  if (status === 103 && links.length > 0 && req.httpVersion === '1.1') {
    res.writeEarlyHints({ link: links })
  }
}

/** 499, as nginx has it, for the log alone: the browser hears nothing any more. */
function answerNobody(ctx: Context): void {
  ctx.respond = false
  ctx.res.statusCode = 499
}

function isEventStream(fields: AnswerFields): boolean {
  return String(fields['content-type']).startsWith('text/event-stream')
}
