/**
 * A BFF whose neighbours can be made to fail and to recover, one at a time: the store, the authorization
 * server as we reach it (the browser's own way there stays open), and the API.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resourceTable } from '../../src/api/resources.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { openLiar } from '../conformance/liar.ts'
import { createMovableClock, openBff } from '../open-bff.ts'
import { openRedis } from '../redis-server.ts'

/** How something fails; the calls settle when it does. */
export interface Outage {
  begin(): unknown
  end(): unknown
}

export type OutageHouse = Awaited<ReturnType<typeof openOutageHouse>>

const breakage = 'the disk is gone'

export async function openOutageHouse(on: 'memory' | 'redis') {
  const clock = createMovableClock()
  const redis = on === 'redis' ? await openRedis() : undefined
  const storage = openStorage(redis?.url ?? 'memory:', clock)
  const disk = { isBroken: false }
  const network = { fetch: globalThis.fetch }
  const api = await openFragileApi()
  const liar = await openLiar({ clock, idTokenAlg: 'ES256' })
  const bff = await openBff({
    clock,
    storage: on === 'redis' ? storage : breakable(storage, disk),
    fetch: (input, init) => network.fetch(input, init),
    table: { notes: { ...resourceTable.notes, headersTimeoutMs: 300 } },
    env: {
      OIDC_ISSUER: liar.issuer,
      OIDC_CLIENT_ID: liar.clientId,
      OIDC_CLIENT_SECRET: liar.clientSecret,
      OIDC_ID_TOKEN_ALG: 'ES256',
      OIDC_TIMEOUT_SECONDS: '1',
      RESOURCE_NOTES_URL: api.url,
      RATE_LIMIT_ORDINARY: 'off', // a crowd that calls without a pause
    },
  })
  const fetchWith = (failing: typeof fetch): Outage => ({
    begin: () => (network.fetch = failing),
    end: () => (network.fetch = globalThis.fetch),
  })

  return {
    origin: bff.origin,
    issuer: liar.issuer,
    clock,
    /** By the names in MATRIX.md. */
    outages: {
      'store refuses': { begin: () => (disk.isBroken = true), end: () => (disk.isBroken = false) },
      'store hangs': {
        begin() {
          redis!.pause()
          clock.advance(1_000) // so long what was read may be believed (storage/cached.ts)
        },
        end: () => redis!.resume(),
      },
      'store is full': {
        begin: () => redis!.command('config', 'set', 'maxmemory', '1'),
        end: () => redis!.command('config', 'set', 'maxmemory', '0'),
      },
      'authorization server refuses': fetchWith(() => Promise.reject(new TypeError('refused'))),
      'authorization server answers 503': fetchWith(async () => new Response('', { status: 503 })),
      'authorization server hangs': fetchWith((_, init) => silence(init?.signal)),
      'API refuses': { begin: () => api.leave(), end: () => api.comeBack() },
      'API hangs': { begin: () => api.hang(true), end: () => api.hang(false) },
    } as Record<string, Outage>,
    async close() {
      await Promise.all([liar.close(), api.leave()])
      await bff.close()
      await storage.close()
      await redis?.close()
    },
  }
}

function breakable(storage: Storage, disk: { isBroken: boolean }): Storage {
  return new Proxy(storage, {
    get(target, name: keyof Storage) {
      const isCall = name !== 'changes' && name !== 'subscribe'
      return isCall && disk.isBroken ? () => Promise.reject(new Error(breakage)) : target[name]
    },
  })
}

/** Until whoever asked has had enough. */
function silence(signal?: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

async function openFragileApi() {
  let isSilent = false
  let server: Server
  const open = (port: number) =>
    new Promise<void>((resolve) => {
      server = createServer((_, response) => {
        if (!isSilent) response.end('[]')
      }).listen(port, '127.0.0.1', resolve)
    })
  await open(0)
  const { port } = server!.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/notes`,
    hang: (silent: boolean) => (isSilent = silent),
    comeBack: () => open(port),
    leave: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
