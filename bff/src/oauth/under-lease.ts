/**
 * One worker per id among all instances. Whoever gets the lease works, and renews it meanwhile; everybody
 * else looks, again and again, whether the work is done. The lease only saves calls: that a worker who was
 * too slow does no harm is the fencing number's doing, which the save must match (storage.ts, `fence`).
 */
import type { Ports } from '../ports.ts'
import type { Storage } from '../storage/storage.ts'

export interface LeaseTimes {
  /** Longer than the work may take between two renewals, or two would work at once. */
  leaseMs: number
  /** How long to wait for somebody else before giving up. */
  patienceMs: number
}

export interface LeasedWork<T> {
  /** What the work would give, if somebody has done it already. */
  done(): Promise<T | undefined>
  work(fence: number): Promise<T>
}

export type UnderLease = <T>(id: string, task: LeasedWork<T>) => Promise<T | undefined>

// Most refreshes are over by the second look. Of a slow server everybody waits at once, with every session
// they have, and looking as often then would keep the store from answering (chaos/storm.ts).
const firstLookMs = 40
const longestPauseMs = 300

export function createUnderLease(
  storage: Pick<Storage, 'lease' | 'renewLease' | 'releaseLease'>,
  { clock, wait, random }: Pick<Ports, 'clock' | 'wait' | 'random'>,
  { leaseMs, patienceMs }: LeaseTimes,
): UnderLease {
  /** @returns undefined when patience ran out */
  return async (id, { done, work }) => {
    const giveUpAtMs = clock.now() + patienceMs
    for (let pauseMs = firstLookMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const before = await done()
      if (before !== undefined) return before
      const fence = await storage.lease(id, leaseMs)
      if (fence !== undefined) return whileRenewed(id, fence, () => lookAgain(fence))
      if (clock.now() >= giveUpAtMs) return undefined
      await wait(pauseMs + (random(1)[0] ?? 0) / 8) // not all instances in step
    }

    // Between the look and the lease somebody may have finished.
    async function lookAgain(fence: number) {
      return (await done()) ?? work(fence)
    }
  }

  async function whileRenewed<T>(id: string, fence: number, work: () => Promise<T>): Promise<T> {
    const finished = new AbortController()
    void renew(id, fence, finished.signal)
    try {
      return await work()
    } finally {
      finished.abort()
      // Left alone it expires; a store that fails now must not hide what the work came to.
      await storage.releaseLease(id, fence).catch(() => {})
    }
  }

  async function renew(id: string, fence: number, signal: AbortSignal): Promise<void> {
    try {
      do await wait(leaseMs / 3, signal)
      while (await storage.renewLease(id, fence, leaseMs))
    } catch {
      // Finished, or the store is away: then the lease runs out, and the fence keeps a late save out.
    }
  }
}
