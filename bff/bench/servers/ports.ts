/** The ports as main.ts makes them, for programs here that are wired like it. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../../src/config/config.ts'
import { createFetch } from '../../src/http/outbound.ts'
import type { Ports } from '../../src/ports.ts'
import { openStorage } from '../../src/storage/open-storage.ts'

export function createPorts(config: Config): Ports {
  const clock = { now: () => Date.now(), afterTurn: setImmediate }
  return {
    clock,
    random: randomBytes,
    wait: (ms, signal) => wait(ms, undefined, { ref: false, ...(signal && { signal }) }),
    fetch: globalThis.fetch,
    fetchWith: createFetch,
    storage: openStorage(config.storeUrl, clock),
    log: { write: (line) => process.stdout.write(line) },
  }
}
