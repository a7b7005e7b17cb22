/**
 * The answer on its way from the API to the browser: head, chunks and end as undici calls them out, written
 * straight to the response. What is true after it: the browser has the whole answer, or the API's
 * connection is closed because the browser left, or the promise says with a Problem what went wrong.
 *
 * Waits in both directions: a slow browser pauses the API, and nothing is kept in memory but one chunk.
 * A class, because one object with methods costs a call a third of what ten functions around it do.
 */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { EndReason } from 'shared/session'
import type { OutboundHandler, OutboundRequest, Pool, Upstream } from '../http/outbound.ts'
import type { Problem } from '../http/problem.ts'
import { type OpenStream, type OpenStreams, sessionEnded } from '../session/open-streams.ts'
import type { AnswerFields } from './answer.ts'
import { type Exchange, headOf, tellEarly } from './exchange.ts'
import { problemOf, refusalIn } from './failure.ts'
import { handshakeAnswer, type Tunnels } from './upgrade.ts'

export interface RelayDeps {
  streams: Pick<OpenStreams, 'hold'>
  tunnels: Tunnels
  /** What became of a call that failed, for the log. */
  tell(problem: Problem, exchange: Exchange): void
}

const mostInterim = 32

export class Relay implements OutboundHandler, OpenStream {
  readonly #exchange: Exchange
  readonly #deps: RelayDeps
  #over!: { resolve(): void; reject(reason: unknown): void }
  #underWay: Pick<Upstream, 'abort'> | undefined
  #broken: Problem | undefined
  #release: (() => void) | undefined
  #interim = 0
  /** Octets of the body, where the API says how many. */
  #length = Number.NaN

  constructor(exchange: Exchange, deps: RelayDeps) {
    this.#exchange = exchange
    this.#deps = deps
  }

  /** @returns settled when the answer is with the browser, or the browser is gone */
  send(request: OutboundRequest, pool: Pick<Pool, 'dispatch'>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#over = { resolve, reject }
      const { ctx, session } = this.#exchange
      if (session !== undefined) this.#release = this.#deps.streams.hold(session, this)
      // It may have left while we were asking for its token; 'close' does not come a second time.
      if (ctx.res.closed) return this.#settle()
      ctx.res.on('close', this.#settle)
      pool.dispatch(request, this)
    })
  }

  /** The session is over. The API has seen the request, so nothing in this invites a repeat. */
  end(reason?: EndReason): void {
    this.#broken = sessionEnded(reason, false)
    this.#underWay?.abort(this.#broken)
  }

  readonly #settle = (): void => {
    const { ctx } = this.#exchange
    this.#release?.()
    if (!ctx.res.writableFinished) this.#underWay?.abort(new Error('The browser left.'))
    if (!ctx.res.headersSent) {
      ctx.respond = false
      ctx.res.statusCode = 499 // as nginx has it, for the log alone: the browser hears nothing any more
    }
    this.#over.resolve()
  }

  onRequestStart(upstream: Upstream): void {
    this.#underWay = upstream
    if (this.#exchange.ctx.res.closed) this.#settle()
    else if (this.#broken) upstream.abort(this.#broken)
  }

  onRequestUpgrade(_: Upstream, status: number, fields: AnswerFields, socket: Duplex): void {
    const { ctx, hear } = this.#exchange
    hear?.(fields)
    try {
      ctx.res.writeHead(status, handshakeAnswer(ctx.req, fields)).flushHeaders()
    } catch (error) {
      socket.destroy()
      return this.onResponseError(_, error as Error)
    }
    ctx.respond = false
    this.#underWay = this.#deps.tunnels.join(ctx.res, socket)
  }

  onResponseStart(upstream: Upstream, status: number, fields: AnswerFields): void {
    if (status < 200) {
      // Each one gives the API its time anew, so without a bound it could take for ever.
      if (++this.#interim > mostInterim) upstream.abort(new Error('Interim answers without end.'))
      else tellEarly(this.#exchange, status, fields)
      return
    }
    const { ctx, hear } = this.#exchange
    hear?.(fields)
    const refusal = refusalIn(status, fields)
    if (refusal) return upstream.abort(refusal)
    ctx.res.writeHead(status, headOf(this.#exchange, status, fields))
    ctx.respond = false
    this.#length = Number(fields['content-length'])
    // An EventSource opens at the head. Everything else is cheaper with head and body in one write.
    if (isEventStream(fields)) ctx.res.flushHeaders()
  }

  onResponseData(upstream: Upstream, chunk: Buffer): void {
    const { res } = this.#exchange.ctx
    // All there is: ended with it, and not by a write of nothing behind it.
    if (chunk.length === this.#length) return void res.end(chunk)
    if (res.write(chunk)) return
    upstream.pause()
    res.once('drain', () => upstream.resume())
  }

  onResponseEnd(_: Upstream, fields: AnswerFields): void {
    const { ctx, line, trailers } = this.#exchange
    if (trailers !== undefined) ctx.res.addTrailers(line.trailers.passing(fields))
    if (!ctx.res.writableEnded) ctx.res.end()
  }

  onResponseError(_: Upstream, error: Error): void {
    const { res } = this.#exchange.ctx
    if (res.closed) return // the echo of our own abort
    res.off('close', this.#settle)
    this.#release?.()
    const problem = problemOf(error, this.#underWay !== undefined)
    this.#deps.tell(problem, this.#exchange)
    if (!res.headersSent) return this.#over.reject(problem)
    cut(res)
    this.#over.resolve()
  }
}

function isEventStream(fields: AnswerFields): boolean {
  return String(fields['content-type']).startsWith('text/event-stream')
}

/** A reset, because to a peer that speaks HTTP/1.0 (nginx by default) a plain close is a good end. */
function cut(res: ServerResponse): void {
  res.socket?.resetAndDestroy()
}
