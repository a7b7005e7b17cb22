/**
 * The product in a process of its own, which tells its parent what it weighs and whom it connects to: nobody
 * else's memory and nobody else's connections are counted. It dies with its parent.
 */
import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { ResourcePolicy } from '../../src/api/policy.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createFetch } from '../../src/http/outbound.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { openStorage } from '../../src/storage/open-storage.ts'

export interface Orders {
  env: Record<string, string>
  notes: ResourcePolicy
}

export interface Report {
  /** The most since the report before. */
  peakBytes: number
  /** `address:port`, each once, whether or not anybody was there. */
  targets: string[]
}

const targets = new Set<string>()
let peakBytes = 0

subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket }
  socket.on('connectionAttempt', (address: string, port: number) =>
    targets.add(`${address}:${port}`),
  )
})
setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 20)

process.once('message', (orders: Orders) => void open(orders))
process.on('disconnect', () => process.exit())

async function open({ env, notes }: Orders): Promise<void> {
  let answer: ReturnType<typeof createApp>['answer']
  const server = createHttpServer((request, response) => answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const own = {
    NODE_ENV: 'development',
    APP_ORIGIN: origin,
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: 'memory:',
  }
  const config = readConfig({ ...own, ...env }, ['notes'])
  const clock = { now: () => Date.now() }
  const ports = {
    clock,
    random: randomBytes,
    wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { ...(signal && { signal }) }),
    fetch: globalThis.fetch,
    fetchWith: createFetch,
    storage: openStorage(config.storeUrl, clock),
    log: { write: () => {} },
  }
  answer = createApp(config, ports, { directory: '', html: () => undefined }, { notes }).answer
  process.on('message', () => {
    process.send?.({ peakBytes, targets: [...targets] } satisfies Report)
    peakBytes = 0
  })
  process.send?.(origin)
}
