/**
 * The way out, to APIs and to authorization servers; alone imports undici. A pool is pinned to one origin;
 * a fetch of our own is for servers that want to see our certificate (RFC 8705) or whose own was signed by
 * somebody Node does not know. Names are checked always, TLS 1.2 is the least (RFC 9325 §3.1.1).
 */
import { createSecureContext, getCACertificates } from 'node:tls'
import { Agent, type Dispatcher, Pool, fetch } from 'undici'
import type { OwnTls } from '../ports.ts'

export type { OwnTls, Pool }
export type OutboundRequest = Dispatcher.DispatchOptions
/** Who hears of an answer piece by piece, and the hold on it that it is given. */
export type OutboundHandler = Dispatcher.DispatchHandler
export type Upstream = Dispatcher.DispatchController

export interface PoolOptions extends OwnTls {
  connectTimeoutMs: number
  http2: boolean
}

export function createPool(origin: string, options: PoolOptions): Pool {
  const { connectTimeoutMs, http2, ...tls } = options
  // HTTP/1.1 unless asked: undici 8 would speak HTTP/2, with other rules about framing and resets.
  // One request at a time on a connection: behind a slow answer nobody else's waits, or dies with it.
  return new Pool(origin, {
    allowH2: http2,
    pipelining: 1,
    connect: { timeout: connectTimeoutMs, ...connectOptions(tls) },
  })
}

/** Like the global one, which takes no certificates. */
export function createFetch(tls: OwnTls): typeof globalThis.fetch {
  const dispatcher = new Agent({ allowH2: false, connect: connectOptions(tls) })
  // The same interface twice: undici's own types and those that Node ships of it.
  return ((url: string, init?: object) =>
    fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch
}

function connectOptions({ cert, key, ca }: OwnTls) {
  const own = {
    minVersion: 'TLSv1.2' as const,
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
  if (ca === undefined) return own
  // Read once and not for each connection: the list of all whom Node believes takes longer than a handshake.
  const believed = [...getCACertificates('default'), ca]
  return { secureContext: createSecureContext({ ...own, ca: believed }) }
}
