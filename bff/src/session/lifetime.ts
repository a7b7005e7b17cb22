/**
 * The two clocks of a session, as pure arithmetic. Idle: so long after the last activity; absolute: so
 * long after sign-in, whatever happens (ASVS 7.3.1, 7.3.2). All arguments and answers in milliseconds;
 * the record itself speaks in seconds.
 *
 * The store keeps a record a little longer than it is valid: that is how somebody who returns to a
 * sleeping tab is told "you were away too long" and not "we do not know you".
 */
import type { EndReason } from 'shared/session'
import type { SessionConfig } from '../config/config.ts'
import type { SessionRecord } from './session-record.ts'

export interface Lifetime {
  /** Until when the session is valid if the person is active now. */
  expiresAtMs(record: SessionRecord, nowMs: number): number
  /** Until when the store keeps a record that is valid until then. */
  storeUntilMs(expiresAtMs: number): number
  /** The inverse of `storeUntilMs`. */
  fromStored(storedUntilMs: number): number
  /** Until when a buried id refuses writes: longer than the longest request can last. */
  tombstoneUntilMs(nowMs: number): number
  endedBy(record: SessionRecord, idleExpiresAtMs: number, nowMs: number): EndReason | undefined
}

const lingerMs = 10 * 60_000

export function createLifetime({ idleSeconds, absoluteSeconds }: SessionConfig): Lifetime {
  return {
    expiresAtMs: (record, nowMs) =>
      Math.min(nowMs + idleSeconds * 1000, record.absoluteExpiresAt * 1000),
    storeUntilMs: (expiresAtMs) => expiresAtMs + lingerMs,
    fromStored: (storedUntilMs) => storedUntilMs - lingerMs,
    // A download may run for hours with the session it began with; its late touch must still find a grave.
    tombstoneUntilMs: (nowMs) => nowMs + absoluteSeconds * 1000 + lingerMs,
    endedBy(record, idleExpiresAtMs, nowMs) {
      if (nowMs >= record.absoluteExpiresAt * 1000) return 'absolute'
      if (nowMs >= idleExpiresAtMs) return 'idle'
      return undefined
    },
  }
}
