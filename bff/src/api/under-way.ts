/**
 * How many calls are under way, of one session and of all, and no more than the policy says (PX-26, PX-27).
 * One person's runaway page is told 429 while everybody else is served; an API that has come to a standstill
 * costs us a bounded number of open calls and is told of with 503. Neither was forwarded, so both may be
 * tried again, in a moment.
 *
 * Counted on this instance: with several, each keeps to the number by itself.
 */
import { Problem } from '../http/problem.ts'
import type { RoutePolicy } from './policy.ts'

type Limits = Pick<RoutePolicy, 'callsPerSession' | 'callsAtOnce'>

export interface UnderWay {
  /** @returns the way to give the place back @throws Problem when there is none */
  enter(limits: Limits, session: string | undefined): () => void
}

/** A place is free as soon as any call ends: nobody can say when, and soon is likely. */
const retryAfter = 1

export function createUnderWay(): UnderWay {
  const counts = new Map<Limits, { all: number; bySession: Map<string, number> }>()

  return {
    enter(limits, session) {
      const count = counts.get(limits) ?? { all: 0, bySession: new Map<string, number>() }
      if (count.all === 0) counts.set(limits, count)
      const own = session === undefined ? 0 : (count.bySession.get(session) ?? 0)
      if (own >= limits.callsPerSession) {
        throw new Problem('too-many-calls', { retryAfter, why: 'calls-per-session' })
      }
      if (count.all >= limits.callsAtOnce) {
        throw new Problem('resource-busy', { retryAfter, why: 'calls-at-once' })
      }
      count.all++
      if (session !== undefined) count.bySession.set(session, own + 1)
      return () => leave(count, session)
    },
  }
}

function leave(count: { all: number; bySession: Map<string, number> }, session?: string): void {
  count.all--
  if (session === undefined) return
  const left = count.bySession.get(session)! - 1
  if (left === 0) count.bySession.delete(session)
  else count.bySession.set(session, left)
}
