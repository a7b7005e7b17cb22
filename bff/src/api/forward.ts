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
import { createPool, type OutboundRequest, type OwnTls, type Pool } from '../http/outbound.ts'
import { Problem } from '../http/problem.ts'
import type { Ports } from '../ports.ts'
import { type AnswerHeaders, createAnswerHeaders } from './answer.ts'
import { createRequestHeaders, isLoop, type RequestHeaders } from './headers.ts'
import { type Head, type Hold, relay } from './relay.ts'
import type { Resource } from './resources.ts'
import { createTunnels, handshakeNames } from './upgrade.ts'
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
  ): Promise<void>
  /** Sends the WebSockets of this instance to another one. */
  drain(): void
  /** Cuts what still runs; drain the server first. */
  close(): Promise<void>
}

export interface ForwardDeps {
  resources: ReadonlyMap<string, Resource>
  events: Events
  wait: Ports['wait']
  appOrigin: string
  connectTimeoutMs?: number
  tls?: OwnTls | undefined
}

export function createForward(deps: ForwardDeps): Forward {
  const { resources, events } = deps
  const tunnels = createTunnels(deps)
  const forwardedFields = createForwardedFields(deps.appOrigin)
  const lines = new Map<Resource, Line>()
  for (const resource of resources.values()) {
    const pool = openPool(resource, deps)
    for (const part of [resource, ...resource.routes.map((route) => route.resource)]) {
      lines.set(part, lineFor(part, pool))
    }
  }

  return {
    async forward(ctx, resource, path, upload, credential, hold) {
      const line = lines.get(resource)
      if (!line) throw new Error(`No line to "${resource.name}": give createForward the same map.`)
      if (isLoop(ctx.req.headers)) throw new Problem('resource-unreachable', { why: 'loop' })
      refuseTooLarge(ctx.req, resource.bodyLimitBytes)
      const upgrades = resource.webSocket && isUpgrade(ctx.req)
      const headersFor = upgrades ? line.handshakeHeaders : line.requestHeaders
      const facts = forwardedFields(resource.clientAddress === 'told' ? ctx.ip : undefined)
      const headers = headersFor(ctx.req.headers, credential, facts)
      const request = requestFor(ctx, resource, path, headers, upload)
      if (upgrades) request.upgrade = 'websocket'
      const head: Head = (status, fields) => {
        upload?.forget() // an answer to pass on: nobody asks a second time
        return line.answerHeaders(status, fields, { path, ourVary: ctx.res.getHeader('vary') })
      }
      try {
        await relay(ctx, head, (handler) => line.pool.dispatch(request, handler), tunnels, hold)
      } catch (error) {
        if (error instanceof Problem) tell(error, ctx, resource)
        if (!ctx.res.headersSent) throw error
        cut(ctx.res)
      }
    },
    drain: tunnels.close,
    async close() {
      await Promise.all([...lines.values()].map(({ pool }) => pool.destroy()))
    },
  }

  function tell({ code, cause }: Problem, ctx: Context, { name }: Resource): void {
    // Not the resource's doing, but the browser's and ours.
    if (code === 'request-too-large' || code === 'session-ended') return
    events.emit('resource.failed', { resource: name, code, cause }, ctx.state.ref)
  }
}

interface Line {
  pool: Pool
  requestHeaders: RequestHeaders
  handshakeHeaders: RequestHeaders
  answerHeaders: AnswerHeaders
}

function openPool({ origin }: Resource, { connectTimeoutMs = 5_000, tls }: ForwardDeps): Pool {
  return createPool(origin, { connectTimeoutMs, ...tls })
}

function lineFor(resource: Resource, pool: Pool): Line {
  return {
    pool,
    requestHeaders: createRequestHeaders(resource),
    handshakeHeaders: createRequestHeaders(resource, handshakeNames),
    answerHeaders: createAnswerHeaders(resource),
  }
}

function requestFor(
  { method }: Context,
  { headersTimeoutMs, idleTimeoutMs }: Resource,
  path: string,
  headers: string[],
  upload: Upload | undefined,
): OutboundRequest {
  return {
    path,
    method,
    headers,
    // undici takes any async iterable; its types name only the stream.
    body: (upload as unknown as Readable | undefined) ?? null,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  }
}

/** A reset, because to a peer that speaks HTTP/1.0 (nginx by default) a plain close is a good end. */
function cut(res: ServerResponse): void {
  res.socket?.resetAndDestroy()
}
