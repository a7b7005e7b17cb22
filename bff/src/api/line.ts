/**
 * A line to an API: what can be made once, when we start, for every call that comes – the pool that is pinned
 * to its origin, and the lists of what may be said in either direction. A route with rules of its own has a
 * line of its own, over the same pool.
 */
import { createPool, type OwnTls, type Pool } from '../http/outbound.ts'
import { type AnswerHeaders, createAnswerHeaders } from './answer.ts'
import { createRequestHeaders, type RequestHeaders } from './headers.ts'
import type { Resource } from './resources.ts'
import { createTrailerRule, type TrailerRule } from './trailers.ts'
import { handshakeNames } from './upgrade.ts'

export interface Line {
  pool: Pool
  /** For WebSockets, which are spoken in HTTP/1.1 also where nothing else is. */
  handshakePool: Pool
  requestHeaders: RequestHeaders
  handshakeHeaders: RequestHeaders
  answerHeaders: AnswerHeaders
  trailers: TrailerRule
}

export interface LineOptions {
  connectTimeoutMs?: number
  tls?: OwnTls | undefined
}

export function openLines(
  resources: ReadonlyMap<string, Resource>,
  { connectTimeoutMs = 5_000, tls }: LineOptions,
): Map<Resource, Line> {
  const lines = new Map<Resource, Line>()
  for (const resource of resources.values()) {
    const { origin, http } = resource
    const open = (http2: boolean) => createPool(origin, { connectTimeoutMs, http2, ...tls })
    const pool = open(http === 2)
    const handshakePool = http === 2 ? open(false) : pool
    for (const part of [resource, ...resource.routes.map((route) => route.resource)]) {
      lines.set(part, { pool, handshakePool, ...rulesOf(part) })
    }
  }
  return lines
}

function rulesOf(resource: Resource): Omit<Line, 'pool' | 'handshakePool'> {
  return {
    requestHeaders: createRequestHeaders(resource),
    handshakeHeaders: createRequestHeaders(resource, handshakeNames),
    answerHeaders: createAnswerHeaders(resource),
    trailers: createTrailerRule(resource),
  }
}
