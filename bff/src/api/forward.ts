/**
 * One request to the API and its answer back, streamed both ways. Every resource has a pool pinned to its
 * origin, so nothing in a request can choose another host (PX-02).
 *
 * Follows no redirect (PX-09), repeats no request by itself (PX-20) and wraps no answer in a stream of its
 * own: a raw dispatch handler costs half of any other way, and no forgotten 'error' listener can end the
 * process. Until the head of the answer is out, a failure is a Problem; after that the one honest thing
 * left is to break the connection, so that the browser sees a cut and not an end (PX-19).
 */
import type { Readable } from 'node:stream'
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import { createForwardedFields } from '../http/forwarded.ts'
import { isUpgrade } from '../http/handshake.ts'
import type { OutboundRequest } from '../http/outbound.ts'
import { Problem } from '../http/problem.ts'
import type { Ports } from '../ports.ts'
import { type Exchange, type Hear } from './exchange.ts'
import { isLoop } from './headers.ts'
import type { OpenStreams } from '../session/open-streams.ts'
import { type LineOptions, openLines } from './line.ts'
import { Relay } from './relay.ts'
import type { Resource } from './resources.ts'
import { createTunnels } from './upgrade.ts'
import { refuseTooLarge, type Upload } from './upload.ts'

export interface Forward {
  /**
   * Settles when the answer is with the browser, or the browser is gone. With the session it is broken off:
   * with a problem, or with a cut when the head is out. @throws Problem before the head is out
   */
  forward(
    ctx: Context,
    resource: Resource,
    path: string,
    upload?: Upload,
    credential?: readonly string[],
    session?: string,
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
  streams: Pick<OpenStreams, 'hold'>
  wait: Ports['wait']
  appOrigin: string
}

export function createForward(deps: ForwardDeps): Forward {
  const { resources, events } = deps
  const tunnels = createTunnels(deps)
  const forwardedFields = createForwardedFields(deps.appOrigin)
  const lines = openLines(resources, deps)
  const relaying = { streams: deps.streams, tunnels, tell }

  return {
    forward(ctx, resource, path, upload, credential, session, hear) {
      const line = lines.get(resource)
      if (!line) throw new Error(`No line to "${resource.name}": give createForward the same map.`)
      if (isLoop(ctx.req.headers)) throw new Problem('resource-unreachable', { why: 'loop' })
      refuseTooLarge(ctx.req, resource.bodyLimitBytes)
      const isPatient = mayFallSilent(ctx, resource)
      const exchange: Exchange = {
        ctx,
        resource,
        line,
        path,
        upload,
        isPatient,
        session,
        hear,
        trailers: undefined,
      }
      const facts = forwardedFields(resource.clientAddress === 'told' ? ctx.ip : undefined)
      const relay = new Relay(exchange, relaying)
      if (resource.webSocket && isUpgrade(ctx.req)) {
        const headers = line.handshakeHeaders(ctx.req.headers, credential, facts)
        const request = { ...requestFor(exchange, headers), upgrade: 'websocket' }
        return relay.send(request, line.handshakePool)
      }
      const headers = line.requestHeaders(ctx.req.headers, credential, facts)
      return relay.send(requestFor(exchange, headers), line.pool)
    },
    drain: tunnels.close,
    async close() {
      const pools = [...lines.values()].flatMap((line) => [line.pool, line.handshakePool])
      await Promise.all(pools.map((pool) => pool.destroy()))
    },
  }

  function tell({ code, cause }: Problem, { ctx, resource }: Exchange): void {
    // Not the resource's doing, but the browser's and ours; or no failure at all.
    if (['request-too-large', 'session-ended', 'step-up-required'].includes(code)) return
    events.emit('resource.failed', { resource: resource.name, code, cause }, ctx.state.ref)
  }
}

function requestFor(
  { ctx, resource, path, upload, isPatient }: Exchange,
  headers: string[],
): OutboundRequest {
  return {
    path,
    method: ctx.method,
    headers,
    // undici takes any async iterable; its types name only the stream.
    body: (upload as unknown as Readable | undefined) ?? null,
    headersTimeout: resource.headersTimeoutMs,
    bodyTimeout: isPatient ? 0 : resource.idleTimeoutMs,
  }
}

/** An event stream may, and an EventSource says that it wants one (HTML §9.2.2). */
function mayFallSilent({ req }: Context, { idleTimeoutMs }: Resource): boolean {
  return idleTimeoutMs === 0 || (req.headers.accept?.includes('text/event-stream') ?? false)
}
