/**
 * Which sessions' refreshes failed a moment ago. A page makes ten calls at once, and each would ask a
 * server that has just not answered: for these two seconds they are told so without asking.
 */
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'

export interface RecentFailures {
  note(id: string): void
  has(id: string): boolean
}

const rememberedMs = 2_000
const countLimit = 10_000

export function createRecentFailures(clock: Clock): RecentFailures {
  const failedAtMs = new Map<string, number>()
  return {
    note(id) {
      if (failedAtMs.size >= countLimit) failedAtMs.clear() // an outage for everybody: start over
      failedAtMs.set(id, clock.now())
    },
    has(id) {
      const atMs = failedAtMs.get(id)
      if (atMs === undefined) return false
      if (clock.now() - atMs < rememberedMs) return true
      failedAtMs.delete(id)
      return false
    },
  }
}

/** The kind that is remembered here: nobody said no, so what we have may do a little longer. */
export function isUnreachable(refusal: unknown): boolean {
  return refusal instanceof Problem && refusal.code === 'provider-unreachable'
}
