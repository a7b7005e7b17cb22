import { describe, expect, it } from 'vitest'
import { expiringLimit } from './event-stream.ts'

const minuteMs = 60_000

describe('expiringLimit', () => {
  it.each([
    { idle: 30, absolute: 700, limit: undefined },
    { idle: 2.01, absolute: 700, limit: undefined },
    { idle: 2, absolute: 700, limit: 'idle' },
    { idle: 0, absolute: 700, limit: 'idle' },
    { idle: 5, absolute: 5, limit: 'absolute' }, // it cannot last longer, whoever is active
    { idle: 1, absolute: 1, limit: 'absolute' },
    { idle: 1, absolute: 4, limit: 'idle' }, // comes first, and can be moved
    { idle: 3, absolute: 4, limit: 'absolute' },
  ])(
    'is $limit with $idle minutes idle and $absolute absolute to go',
    ({ idle, absolute, limit }) => {
      expect(expiringLimit(idle * minuteMs, absolute * minuteMs, 0)).toBe(limit)
    },
  )
})
