/**
 * The faults that are on. Each goes off by itself, after so many requests or a few minutes, so that nobody
 * hunts a ghost of the day before; and all of them are told of to whoever looks.
 */
import type { FaultOn, FaultScope } from 'shared/inspector'
import type { FaultId } from './switches.ts'

export interface Arming {
  id: FaultId
  scope: FaultScope
  times: number
  /** The hash of whose cookie; for `session`. */
  session: string | undefined
}

export interface Faults {
  arm(arming: Arming): void
  /** One of them, or all. */
  clear(id?: string): void
  /** Is it on for this session? Then it happens now, once less from here on. */
  strikes(id: FaultId, session: string | undefined): boolean
  /** Any of these; in the order given. */
  first(ids: readonly FaultId[], session: string | undefined): FaultId | undefined
  on(): FaultOn[]
}

const offAfterMs = 5 * 60_000

export function createFaults(now: () => number): Faults {
  const armed = new Map<string, Arming & { offAtMs: number }>()

  function living(id: string) {
    const arming = armed.get(id)
    if (arming !== undefined && arming.offAtMs > now()) return arming
    armed.delete(id)
    return undefined
  }

  function strikes(id: FaultId, session: string | undefined): boolean {
    const arming = living(id)
    if (arming === undefined) return false
    if (arming.scope === 'session' && arming.session !== session) return false
    if (arming.scope === 'next' && (arming.times -= 1) <= 0) armed.delete(id)
    return true
  }

  return {
    arm: (arming) => void armed.set(arming.id, { ...arming, offAtMs: now() + offAfterMs }),
    clear: (id) => (id === undefined ? armed.clear() : void armed.delete(id)),
    strikes,
    first: (ids, session) => ids.find((id) => strikes(id, session)),
    on: () =>
      [...armed.keys()].flatMap((id) => {
        const arming = living(id)
        if (arming === undefined) return []
        const { scope, times, offAtMs } = arming
        const offInSeconds = Math.ceil((offAtMs - now()) / 1000)
        return [{ id, scope, ...(scope === 'next' && { times }), offInSeconds }]
      }),
  }
}
