/**
 * The ports of a real process: the system's clock and chance, Node's network, the store that the settings name,
 * lines on standard output. For main.ts and for the BFF of `pnpm dev`, so that both stand on the same ground.
 * Nothing is opened before it is asked for; when it ends, and why, is left to them.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from './config/config.ts'
import { createFetch } from './http/outbound.ts'
import { openCounts } from './limits/open-counts.ts'
import type { Clock, Ports } from './ports.ts'
import { openStorage } from './storage/open-storage.ts'

export const systemClock: Clock = { now: () => Date.now(), afterTurn: setImmediate }

export function openPorts(config: Pick<Config, 'storeUrl' | 'workers'>): Ports {
  return {
    clock: systemClock,
    random: randomBytes,
    wait: pause,
    fetch: globalThis.fetch,
    fetchWith: createFetch,
    storage: openStorage(config.storeUrl, systemClock),
    counts: openCounts(config),
    log: { write: createLogWriter() },
  }
}

/** One that keeps no process alive: what is left to wait for is somebody else's to know. */
export const pause: Ports['wait'] = (ms, signal) =>
  wait(ms, undefined, signal ? { signal, ref: false } : { ref: false })

/**
 * What is told in one turn of the event loop is written at once: with a write for each line, lines were a tenth
 * of what a call costs. Not more than a pipe takes in one piece (PIPE_BUF), so that the lines of several
 * processes stay whole.
 */
export function createLogWriter(): (line: string) => void {
  const mostOctets = 4096
  let waiting = ''
  let octets = 0
  const write = () => {
    if (waiting !== '') process.stdout.write(waiting)
    waiting = ''
    octets = 0
  }
  process.once('exit', write)
  return (line) => {
    const more = Buffer.byteLength(line)
    if (waiting === '') setImmediate(write)
    else if (octets + more > mostOctets) write()
    waiting += line
    octets += more
  }
}
