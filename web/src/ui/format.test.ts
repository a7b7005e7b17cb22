import { describe, expect, it } from 'vitest'
import { sayTime } from './format.ts'

// Without a zone, so that the calendar of whoever runs this is the one that counts.
const now = new Date('2026-11-20T14:32:00')

describe('sayTime', () => {
  it.each([
    ['2026-11-20T14:32:00', 'today, 14:32'],
    ['2026-11-20T00:00:00', 'today, 00:00'],
    ['2026-11-20T23:59:00', 'today, 23:59'],
    ['2026-11-21T00:01:00', 'tomorrow, 00:01'],
    ['2026-11-19T23:59:00', 'yesterday, 23:59'],
    ['2026-11-22T09:00:00', '22 Nov 2026, 09:00'],
    ['2025-11-20T14:32:00', '20 Nov 2025, 14:32'],
  ])('says %s as "%s"', (at, expected) => {
    expect(sayTime(new Date(at), now)).toBe(expected)
  })
})
