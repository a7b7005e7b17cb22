/**
 * One instance of the BFF in a process of its own, wired as main.ts does it, with two differences: its clock
 * can be moved by its parent, so that nobody waits five minutes for a token to run out, and it tells how
 * large its heap is. It dies with its parent.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceNames } from '../../src/api/resources.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { openStorage } from '../../src/storage/open-storage.ts'

export type Order = { aheadMs: number } | 'heap'

let aheadMs = Number(process.argv[2])
const clock = { now: () => Date.now() + aheadMs }
const config = readConfig(process.env, resourceNames)
const ports = {
  clock,
  random: randomBytes,
  wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { ...(signal && { signal }) }),
  fetch: globalThis.fetch,
  fetchWith: () => globalThis.fetch,
  storage: openStorage(config.storeUrl, clock),
  log: { write: (line: string) => process.stdout.write(line) },
}
const app = createApp(config, ports, { directory: '', html: () => undefined })

createHttpServer(app.answer).listen(config.port, config.host, () => process.send?.('listening'))

setInterval(() => void app.tick(), 15_000)

process.on('message', (order: Order) => {
  if (order === 'heap') return void sayHeap()
  aheadMs = order.aheadMs
  process.send?.('done')
})
process.on('disconnect', () => process.exit())

/** What the first collection finds dead, such as sockets, lets go of more in its own time. */
async function sayHeap(): Promise<void> {
  globalThis.gc?.()
  await wait(200)
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
}
