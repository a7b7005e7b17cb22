import { describe, expect, it } from 'vitest'
import { createLifetime } from './lifetime.ts'
import type { SessionRecord } from './session-record.ts'

const lifetime = createLifetime({ keys: [], idleSeconds: 60, absoluteSeconds: 600 })
const record = { absoluteExpiresAt: 600 } as SessionRecord

describe('createLifetime', () => {
  it('gives the idle limit from the last activity, capped by the absolute one [SC-11]', () => {
    expect(lifetime.expiresAtMs(record, 0)).toBe(60_000)
    expect(lifetime.expiresAtMs(record, 590_000)).toBe(600_000)
  })

  it.each([
    [59_999, undefined],
    [60_000, 'idle'],
    [600_000, 'absolute'],
  ])('at %i ms answers %s [SC-10, SC-11]', (nowMs, reason) => {
    expect(lifetime.endedBy(record, 60_000, nowMs)).toBe(reason)
  })

  it('keeps a record longer than it is valid, so that its end can be told', () => {
    expect(lifetime.storeUntilMs(60_000)).toBeGreaterThan(60_000)
    expect(lifetime.fromStored(lifetime.storeUntilMs(60_000))).toBe(60_000)
  })

  it('keeps a grave longer than any request that may still try to write', () => {
    expect(lifetime.tombstoneUntilMs(0)).toBeGreaterThan(600_000)
  })
})
