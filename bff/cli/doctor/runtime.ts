/** The machine: the Node that runs this, the port to listen on, and the clock beside the provider's. */
import type { Config } from '../../src/config/config.ts'
import { type Check, fail, pass, skip, warn } from './check.ts'

/** Types are stripped and `node:sqlite` is there from here on. */
const leastNode = 24

export function nodeCheck(version: string): Check {
  const major = Number(/^v?(\d+)/.exec(version)?.[1])
  if (major >= leastNode)
    return pass('runtime-node', `Node ${version} runs the sources as they are.`)
  return fail(
    'runtime-node',
    `Node ${version} is older than ${leastNode}.`,
    'Start by pnpm, which brings its own Node along.',
  )
}

export function portCheck({ host, port }: Pick<Config, 'host' | 'port'>, isFree: boolean): Check {
  if (isFree) return pass('runtime-port', `Port ${port} on ${host} is free.`)
  return warn(
    'runtime-port',
    `Somebody listens on port ${port} of ${host} already.`,
    'Fine if it is this app; else set PORT to another one.',
  )
}

/** @param dateMs the provider's `Date`, to the second */
export function clockCheck(
  nowMs: number,
  dateMs: number | undefined,
  toleranceSeconds: number,
): Check {
  if (dateMs === undefined || Number.isNaN(dateMs)) {
    return skip('runtime-clock', 'The provider does not tell the time.')
  }
  const apartSeconds = Math.round(Math.abs(nowMs - dateMs) / 1000)
  if (apartSeconds <= toleranceSeconds) {
    return pass('runtime-clock', `The provider’s clock and ours are ${apartSeconds} s apart.`)
  }
  return warn(
    'runtime-clock',
    `The provider’s clock and ours are ${apartSeconds} s apart; up to ${toleranceSeconds} s are forgiven.`,
    'Keep this machine’s clock by NTP: tokens look expired, or not yet made.',
  )
}
