/**
 * `Server-Timing` on every answer of the BFF in development: how long the store, a refresh, the authorization server
 * otherwise, and the API took for it, for the network panel of any browser (W3C Server Timing). Production says
 * nothing of the kind: how long a token check takes is nobody's business.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../src/config/config.ts'
import type { Ports } from '../src/ports.ts'
import type { Storage } from '../src/storage/storage.ts'
import type { OutgoingRequest } from './inspector/api-calls.ts'
import { beforeHead } from './inspector/messages.ts'

type Part = 'store' | 'refresh' | 'provider' | 'upstream'
type Taken = Map<Part, number>
type Listener = (request: IncomingMessage, response: ServerResponse) => void
type Fetch = typeof globalThis.fetch

export interface ServerTiming {
  /** The same ports, with a watch on them. */
  ports(ports: Ports): Ports
  answer(listener: Listener): Listener
  close(): void
}

export function createServerTiming(
  { resources }: Pick<Config, 'resources'>,
  nowMs: () => number,
): ServerTiming {
  const requests = new AsyncLocalStorage<Taken>()
  const origins = new Set(Object.values(resources).map(({ url }) => new URL(url).origin))
  const stop = watchApis(origins, () => begin('upstream'))

  return {
    ports: (ports) => ({
      ...ports,
      storage: timedStorage(ports.storage, () => begin('store')),
      fetch: timedFetch(ports.fetch),
      fetchWith: (tls) => timedFetch(ports.fetchWith(tls)),
    }),
    answer: (listener) => (request, response) => {
      const taken: Taken = new Map()
      const startedAtMs = nowMs()
      beforeHead(response, () => {
        response.setHeader('server-timing', say(taken, nowMs() - startedAtMs))
      })
      requests.run(taken, () => listener(request, response))
    },
    close: stop,
  }

  /** @returns what to call at its end; what nobody waits for counts for nobody */
  function begin(part: Part): () => void {
    const taken = requests.getStore()
    const startedAtMs = nowMs()
    return () => taken?.set(part, (taken.get(part) ?? 0) + nowMs() - startedAtMs)
  }

  function timedFetch(fetch: Fetch): Fetch {
    return async (input, init) => {
      const end = begin(isRefresh(init) ? 'refresh' : 'provider')
      return fetch(input, init).finally(end)
    }
  }
}

function isRefresh({ body }: RequestInit = {}): boolean {
  const isForm = typeof body === 'string' || body instanceof URLSearchParams
  return isForm && new URLSearchParams(body).get('grant_type') === 'refresh_token'
}

function timedStorage(storage: Storage, begin: () => () => void): Storage {
  const timed =
    <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> =>
      work(...given).finally(begin())
  return {
    ...storage,
    read: timed(storage.read),
    write: timed(storage.write),
    take: timed(storage.take),
    extend: timed(storage.extend),
    bury: timed(storage.bury),
    find: timed(storage.find),
    lease: timed(storage.lease),
    publish: timed(storage.publish),
  }
}

/** Until the head of the answer: the rest goes past us. @returns the way to stop */
function watchApis(origins: ReadonlySet<string>, begin: () => () => void): () => void {
  const ends = new WeakMap<object, () => void>()
  const onCreate = (message: unknown): void => {
    const { request } = message as { request: OutgoingRequest }
    if (origins.has(String(request.origin))) ends.set(request, begin())
  }
  const onHead = (message: unknown): void => {
    const { request } = message as { request: object }
    ends.get(request)?.()
    ends.delete(request)
  }
  const channels = {
    'undici:request:create': onCreate,
    'undici:request:headers': onHead,
    'undici:request:error': onHead,
  }
  for (const [name, listener] of Object.entries(channels)) subscribe(name, listener)
  return () => {
    for (const [name, listener] of Object.entries(channels)) unsubscribe(name, listener)
  }
}

function say(taken: Taken, totalMs: number): string {
  return [...taken, ['total', totalMs] as const]
    .map(([part, ms]) => `${part};dur=${ms.toFixed(1)}`)
    .join(', ')
}
