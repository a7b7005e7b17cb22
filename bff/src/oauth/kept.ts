/**
 * A value that is found once, lazily, and kept: what discovery gives. A failed attempt is forgotten, so
 * the next caller asks again and nothing has to be restarted when the authorization server comes up
 * (MD-08). `renew` makes a fresh value of the kept one each time the cool-down has passed.
 */
import type { Clock } from '../ports.ts'

export interface KeptOptions<T> {
  find(): Promise<T>
  renew(value: T): T
  coolDownMs: number
  clock: Clock
}

export function createKept<T>({
  find,
  renew,
  coolDownMs,
  clock,
}: KeptOptions<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  let renewedAtMs = 0

  return () => {
    if (kept === undefined) return hold(find())
    if (clock.now() - renewedAtMs < coolDownMs) return kept
    return hold(kept.then(renew))
  }

  function hold(next: Promise<T>): Promise<T> {
    renewedAtMs = clock.now()
    kept = next
    next.catch(() => {
      if (kept === next) kept = undefined
    })
    return next
  }
}
