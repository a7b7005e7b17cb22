/**
 * A value that is found lazily and kept: what discovery gives. A failed first attempt is forgotten, so the
 * next caller asks again and nothing has to be restarted when the authorization server comes up (MD-08).
 *
 * Older than its lifetime it is found anew, behind whoever asks: nobody waits for it (MD-07). While that
 * fails the last good value stands, and `failed` is told, until its limit (MD-08). `renew` makes a fresh
 * value of the kept one each time the cool-down has passed.
 */
import type { Clock } from '../ports.ts'

export interface KeptOptions<T> {
  /** `last` is the value that the new one takes over from, where there is one. */
  find(last?: T): Promise<T>
  renew(value: T): T | Promise<T>
  failed(cause: unknown): void
  coolDownMs: number
  lifetimeMs: number
  limitMs: number
  clock: Clock
}

export function createKept<T>(options: KeptOptions<T>): () => Promise<T> {
  const { find, renew, failed, coolDownMs, lifetimeMs, limitMs, clock } = options
  let kept: Promise<T> | undefined
  let foundAtMs = 0
  let renewedAtMs = 0
  let triedAtMs = 0

  return () => {
    const now = clock.now()
    if (kept === undefined || now - foundAtMs >= limitMs) return found(find(), now)
    if (now - foundAtMs >= lifetimeMs && now - triedAtMs >= coolDownMs) void findBehind(kept, now)
    if (now - renewedAtMs < coolDownMs) return kept
    return hold(kept.then(renew), now)
  }

  function found(next: Promise<T>, now: number): Promise<T> {
    foundAtMs = triedAtMs = now
    return hold(next, now)
  }

  function hold(next: Promise<T>, now: number): Promise<T> {
    renewedAtMs = now
    kept = next
    next.catch(() => {
      if (kept === next) kept = undefined
    })
    return next
  }

  async function findBehind(last: Promise<T>, now: number): Promise<void> {
    triedAtMs = now
    try {
      const next = await find(await last)
      void found(Promise.resolve(next), now)
    } catch (cause) {
      failed(cause)
    }
  }
}
