/**
 * The whole BFF on a real socket of its own, from the same `createApp` as production: only the clock, the
 * log and the storage are ours to look into. `localhost`, so that it is another site than the servers it
 * talks to on `127.0.0.1`.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { paths } from 'shared/paths'
import { Agent } from 'undici'
import { type ResourcePolicy, resourceTable } from '../src/api/resources.ts'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config/read-config.ts'
import { createFetch } from '../src/http/outbound.ts'
import { createHttpServer, type ServerLimits } from '../src/http/server.ts'
import { openCounts } from '../src/limits/open-counts.ts'
import type { Clock, Ports } from '../src/ports.ts'
import type { Storage } from '../src/storage/storage.ts'
import { openStorages } from './instances.ts'

export interface MovableClock extends Clock {
  advance(ms: number): void
}

export interface OpenBffOptions {
  /** Over the defaults below; PORT and APP_ORIGIN may be given when a redirect URI is registered already. */
  env?: Record<string, string | undefined>
  clock?: MovableClock
  storage?: Storage
  fetch?: typeof globalThis.fetch
  table?: Record<string, ResourcePolicy>
  limits?: Partial<ServerLimits>
  /** Where sign-ins go that name no issuer, as the links of an app with several providers would say it. */
  loginAt?: string
  web?: { directory: string; html(): string | undefined }
}

export interface OpenBff {
  origin: string
  port: number
  clock: MovableClock
  storage: Storage
  /** Every log line so far, as text. */
  log: string[]
  /** The events of that name so far, read back from the log. */
  logged(event: string): Record<string, unknown>[]
  /** One round over what is open, as the process does every few seconds. */
  tick(): Promise<void>
  health(request: IncomingMessage, response: ServerResponse): void
  drain(): void
  /** How many browsers are connected at this moment. */
  connections(): Promise<number>
  close(): Promise<void>
}

/** Runs with the system's time, from wherever it was moved to. */
export function createMovableClock(): MovableClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += ms
    },
  }
}

const testPage =
  '<!doctype html><html lang="en"><head><title>Test</title></head><body></body></html>'

export async function openBff(options: OpenBffOptions = {}): Promise<OpenBff> {
  const { env = {}, clock = createMovableClock(), table = resourceTable } = options
  // A balancer without stickiness: each request goes to the next instance (see instances.ts).
  let turn = 0
  const server = createHttpServer((request, response) => {
    if (options.loginAt !== undefined) nameIssuer(request, options.loginAt)
    return apps[turn++ % apps.length]!.answer(request, response)
  }, options.limits)
  await new Promise<void>((resolve) => server.listen(Number(env.PORT ?? 0), '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const config = readConfig(
    { ...defaults(), APP_ORIGIN: origin, ...env, PORT: String(port) },
    Object.keys(table),
  )
  const log: string[] = []
  const storages = openStorages(config.storeUrl, clock, options.storage)
  const ports = {
    clock,
    random: randomBytes,
    wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, signal && { signal }),
    fetch: options.fetch ?? globalThis.fetch,
    fetchWith: fetchWithOf(options.fetch),
    log: { write: (line: string) => void log.push(line) },
    counts: openCounts(config),
  }
  const web = options.web ?? { directory: '', html: () => testPage }
  const apps = storages.map((storage) => createApp(config, { ...ports, storage }, web, table))

  return {
    origin,
    port,
    clock,
    storage: storages[0]!,
    log,
    logged: (event) => log.map((line) => JSON.parse(line)).filter((line) => line.event === event),
    async tick() {
      for (const app of apps) await app.tick()
    },
    /** `/livez` and `/readyz` of the first instance, as the management port answers them. */
    health: (request: IncomingMessage, response: ServerResponse) =>
      apps[0]!.answerHealth(request, response),
    drain: () => apps.forEach((app) => app.drain()),
    connections: () =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    async close() {
      for (const app of apps) app.drain()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      for (const opened of [...apps, ports.counts]) await opened.close()
      if (options.storage !== undefined) return
      for (const storage of new Set(storages)) await storage.close()
    },
  }
}

/** A test's own fetch has the network in its hands there too: Node's, behind it, takes the connection along. */
function fetchWithOf(own: typeof globalThis.fetch | undefined): Ports['fetchWith'] {
  if (own === undefined) return createFetch
  return (tls) => {
    const dispatcher = new Agent({ connect: { ...tls } })
    return (input, init) => own(input, Object.assign({}, init, { dispatcher }))
  }
}

function nameIssuer(request: IncomingMessage, issuer: string): void {
  const [path, query = ''] = (request.url ?? '').split('?')
  if (path !== paths.login || request.method !== 'GET' || /(^|&)iss=/.test(query)) return
  request.url = `${path}?${query}&iss=${encodeURIComponent(issuer)}`
}

function defaults(): Record<string, string> {
  return {
    NODE_ENV: 'development',
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: 'memory:',
    LOG_LEVEL: 'debug',
    RESOURCE_NOTES_URL: 'http://127.0.0.1:9/notes', // the discard port: nobody is there
  }
}
