import { describe, expect, it } from 'vitest'
import { sayAgo, sayTime } from './format.ts'

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

describe('sayAgo', () => {
  it.each([
    ['2026-11-20T14:32:00', 'just now (14:32)'],
    ['2026-11-20T14:33:00', 'just now (14:33)'],
    ['2026-11-20T14:30:01', '1 minute ago (14:30)'],
    ['2026-11-20T13:33:00', '59 minutes ago (13:33)'],
    ['2026-11-20T13:32:00', '1 hour ago (13:32)'],
    ['2026-11-19T14:33:00', '23 hours ago (14:33)'],
    ['2026-11-19T14:32:00', 'yesterday, 14:32'],
  ])('says %s as "%s"', (at, expected) => {
    expect(sayAgo(new Date(at), now)).toBe(expected)
  })
})
