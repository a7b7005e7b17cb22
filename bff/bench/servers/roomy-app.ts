/**
 * The whole app, wired as main.ts wires it, with one difference: its route takes bodies of any size that the
 * bench sends. The figures of everything else come from main.ts itself.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceNames, resourceTable } from '../../src/api/resources.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { openStorage } from '../../src/storage/open-storage.ts'

const config = readConfig(process.env, resourceNames)
const clock = { now: () => Date.now() }
const ports = {
  clock,
  random: randomBytes,
  wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { ...(signal && { signal }) }),
  fetch: globalThis.fetch,
  storage: openStorage(config.storeUrl, clock),
  log: { write: (line: string) => process.stdout.write(line) },
}
const notes = { ...resourceTable.notes, bodyLimitBytes: 64 * 1024 * 1024 }
const app = createApp(config, ports, { directory: '', html: () => undefined }, { notes })

createHttpServer(app.answer).listen(config.port, config.host)
