/**
 * One request to the API and its answer back, streamed both ways. Every resource has a pool pinned to its
 * origin, so nothing in a request can choose another host (PX-02).
 *
 * Follows no redirect (PX-09), repeats no request by itself (PX-20) and wraps no answer in a stream of its
 * own: a raw dispatch handler costs half of any other way, and no forgotten 'error' listener can end the
 * process. Until the head of the answer is out, a failure is a Problem; after that the one honest thing
 * left is to break the connection, so that the browser sees a cut and not an end (PX-19).
 */
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import { createForwardedFields } from '../http/forwarded.ts'
import { isUpgrade } from '../http/handshake.ts'
import type { OutboundRequest } from '../http/outbound.ts'
import { Problem } from '../http/problem.ts'
import type { Ports } from '../ports.ts'
import { earlyLinks } from './answer.ts'
import { isLoop } from './headers.ts'
import { type Line, type LineOptions, openLines } from './line.ts'
import { type AnswerRules, type Handler, type Hear, type Hold, relay } from './relay.ts'
import type { Resource } from './resources.ts'
import { createTunnels } from './upgrade.ts'
import { refuseTooLarge, type Upload } from './upload.ts'

export interface Forward {
  /**
   * Settles when the answer is with the browser, or the browser is gone. `hold` gets the way to break it
   * off: with that problem, or with a cut when the head is out. @throws Problem before the head is out
   */
  forward(
    ctx: Context,
    resource: Resource,
    path: string,
    upload?: Upload,
    credential?: readonly string[],
    hold?: Hold,
    hear?: Hear,
  ): Promise<void>
  /** Sends the WebSockets of this instance to another one. */
  drain(): void
  /** Cuts what still runs; drain the server first. */
  close(): Promise<void>
}

export interface ForwardDeps extends LineOptions {
  resources: ReadonlyMap<string, Resource>
  events: Events
  wait: Ports['wait']
  appOrigin: string
}

export function createForward(deps: ForwardDeps): Forward {
  const { resources, events } = deps
  const tunnels = createTunnels(deps)
  const forwardedFields = createForwardedFields(deps.appOrigin)
  const lines = openLines(resources, deps)

  return {
    async forward(ctx, resource, path, upload, credential, hold, hear) {
      const line = lines.get(resource)
      if (!line) throw new Error(`No line to "${resource.name}": give createForward the same map.`)
      if (isLoop(ctx.req.headers)) throw new Problem('resource-unreachable', { why: 'loop' })
      refuseTooLarge(ctx.req, resource.bodyLimitBytes)
      const facts = forwardedFields(resource.clientAddress === 'told' ? ctx.ip : undefined)
      const isPatient = mayFallSilent(ctx, resource)
      const request = requestFor(ctx, resource, path, upload, isPatient)
      const upgrades = resource.webSocket && isUpgrade(ctx.req)
      if (upgrades) request.upgrade = 'websocket'
      const pool = upgrades ? line.handshakePool : line.pool
      const headersFor = upgrades ? line.handshakeHeaders : line.requestHeaders
      request.headers = headersFor(ctx.req.headers, credential, facts)
      const rules = rulesFor(ctx, resource, path, line, upload, isPatient)
      try {
        const dispatch = (handler: Handler) => pool.dispatch(request, handler)
        await relay(ctx, rules, dispatch, tunnels, hold, hear)
      } catch (error) {
        if (error instanceof Problem) tell(error, ctx, resource)
        if (!ctx.res.headersSent) throw error
        cut(ctx.res)
      }
    },
    drain: tunnels.close,
    async close() {
      const pools = [...lines.values()].flatMap((line) => [line.pool, line.handshakePool])
      await Promise.all(pools.map((pool) => pool.destroy()))
    },
  }

  function tell({ code, cause }: Problem, ctx: Context, { name }: Resource): void {
    // Not the resource's doing, but the browser's and ours; or no failure at all.
    if (['request-too-large', 'session-ended', 'step-up-required'].includes(code)) return
    events.emit('resource.failed', { resource: name, code, cause }, ctx.state.ref)
  }
}

function requestFor(
  ctx: Context,
  resource: Resource,
  path: string,
  upload: Upload | undefined,
  isPatient: boolean,
): OutboundRequest {
  return {
    path,
    method: ctx.method,
    // undici takes any async iterable; its types name only the stream.
    body: (upload as unknown as Readable | undefined) ?? null,
    headersTimeout: resource.headersTimeoutMs,
    bodyTimeout: isPatient ? 0 : resource.idleTimeoutMs,
  }
}

function rulesFor(
  ctx: Context,
  resource: Resource,
  path: string,
  line: Line,
  upload: Upload | undefined,
  isPatient: boolean,
): AnswerRules {
  let trailers: string | undefined
  return {
    head(status, fields) {
      upload?.forget() // an answer to pass on: nobody asks a second time
      // Node hangs up on whoever is silent for long (http/server.ts), unless somebody listens for that.
      if (isPatient) ctx.res.on('timeout', () => {})
      const pairs = line.answerHeaders(status, fields, { path })
      trailers = line.trailers.announced(ctx.req, status, fields)
      if (trailers !== undefined) pairs.push('trailer', trailers)
      return pairs
    },
    links: (fields) => earlyLinks(fields, resource, path),
    trailers: (fields) => (trailers === undefined ? [] : line.trailers.passing(fields)),
  }
}

/** An event stream may, and an EventSource says that it wants one (HTML §9.2.2). */
function mayFallSilent({ req }: Context, { idleTimeoutMs }: Resource): boolean {
  return idleTimeoutMs === 0 || (req.headers.accept?.includes('text/event-stream') ?? false)
}

/** A reset, because to a peer that speaks HTTP/1.0 (nginx by default) a plain close is a good end. */
function cut(res: ServerResponse): void {
  res.socket?.resetAndDestroy()
}
