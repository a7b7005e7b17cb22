/** Leases of the storage in this process. Their numbers are remembered for a while (storage.ts says why). */
import type { Clock } from '../ports.ts'
import { fenceMemoryMs } from './storage.ts'

interface Lease {
  fence: number
  untilMs: number
}

export function createMemoryLeases(clock: Clock) {
  const leases = new Map<string, Lease>()
  const heldOf = (id: string, fence: number) => {
    const lease = leases.get(id)
    return lease?.fence === fence && lease.untilMs > clock.now() ? lease : undefined
  }

  return {
    take(id: string, forMs: number): number | undefined {
      const now = clock.now()
      const last = leases.get(id)
      if (last !== undefined && last.untilMs > now) return undefined
      const fence = Math.max((last?.fence ?? 0) + 1, now)
      leases.set(id, { fence, untilMs: now + forMs })
      return fence
    },

    isHeld: (id: string, fence: number) => heldOf(id, fence) !== undefined,

    renew(id: string, fence: number, forMs: number): boolean {
      const lease = heldOf(id, fence)
      if (lease !== undefined) lease.untilMs = clock.now() + forMs
      return lease !== undefined
    },

    release(id: string, fence: number): void {
      const lease = heldOf(id, fence)
      if (lease !== undefined) lease.untilMs = clock.now()
    },

    /** Whoever holds it. */
    end(id: string): void {
      const lease = leases.get(id)
      if (lease !== undefined) lease.untilMs = Math.min(lease.untilMs, clock.now())
    },

    sweep(most: number): number {
      const isOver = ({ untilMs }: Lease) => untilMs + fenceMemoryMs <= clock.now()
      const over = [...leases].filter(([, lease]) => isOver(lease)).slice(0, most)
      for (const [id] of over) leases.delete(id)
      return over.length
    },
  }
}
