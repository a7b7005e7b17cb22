import { describe, expect, it } from 'vitest'
import type { SessionState } from './session-state.ts'
import { askInMs, spokenSeconds, timeLeft, warningOf } from './session-timer.ts'
import { signedIn } from '../testing/session-views.ts'

const minute = 60_000

function told(idleExpiresIn: number, absoluteExpiresIn: number, toldAtMs = 0): SessionState {
  const view = signedIn({}, { idleExpiresIn, absoluteExpiresIn })
  return { status: 'authenticated', view, toldAtMs, failures: 0 }
}

describe('timeLeft', () => {
  it.each([
    ['at once', 5_000, 1_800_000, 43_200_000],
    ['a minute later', 65_000, 1_740_000, 43_140_000],
    ['after the idle limit', 5_000 + 31 * minute, 0, 43_200_000 - 31 * minute],
    ['after a day of sleep', 5_000 + 1_440 * minute, 0, 0],
    ['by a clock that was set back', 0, 1_800_000, 43_200_000],
  ])('%s', (_when, nowMs, idleInMs, absoluteInMs) => {
    expect(timeLeft(told(1_800, 43_200, 5_000), nowMs)).toEqual({ idleInMs, absoluteInMs })
  })

  it('is unknown of whoever is not signed in', () => {
    expect(timeLeft({ status: 'unauthenticated' }, 0)).toBeUndefined()
  })
})

describe('warningOf', () => {
  it.each([
    [1_800, 43_200, undefined],
    [121, 43_200, undefined],
    [120, 43_200, 'idle'],
    [1, 2, 'idle'],
    [1_800, 301, undefined],
    [300, 300, 'absolute'],
    [120, 120, 'absolute'],
    [119, 290, 'idle'],
    [0, 0, 'absolute'],
  ] as const)('of %i s idle and %i s at most is %s', (idle, absolute, expected) => {
    expect(warningOf(told(idle, absolute))).toBe(expected)
  })

  it('is not about what has run down unasked', () => {
    expect(warningOf(told(1_800, 43_200, -1_790_000))).toBeUndefined()
  })
})

describe('askInMs', () => {
  it.each([
    ['before the idle warning', 1_800, 43_200, 0, 28 * minute],
    ['in the idle warning, at its end', 1_800, 43_200, 29 * minute, minute],
    ['before the absolute warning', 1_800, 2_000, 0, 1_680_000],
    ['at the absolute end', 250, 250, 200_000, 50_000],
  ])('%s', (_when, idle, absolute, nowMs, expected) => {
    expect(askInMs(told(idle, absolute), nowMs)).toBe(expected + 1_000)
  })

  it('is never when all is over', () => {
    expect(askInMs(told(120, 120), 200_000)).toBeUndefined()
    expect(askInMs({ status: 'loading' }, 0)).toBeUndefined()
  })
})

describe('spokenSeconds', () => {
  it.each([
    [300_000, 300],
    [299_000, 300],
    [121_000, 180],
    [120_000, 120],
    [61_000, 120],
    [60_000, 60],
    [41_000, 60],
    [40_000, 40],
    [21_000, 40],
    [20_000, 20],
    [3_000, 20],
    [0, 20],
  ])('of %i ms are %i', (ms, expected) => {
    expect(spokenSeconds(ms)).toBe(expected)
  })

  it('are three steps in the last minute, and one each minute before', () => {
    const steps = new Set<number>()
    for (let ms = 300_000; ms >= 0; ms -= 250) steps.add(spokenSeconds(ms))
    expect([...steps]).toEqual([300, 240, 180, 120, 60, 40, 20])
  })
})
