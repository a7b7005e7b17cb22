import { describe, expect, it } from 'vitest'
import { isDoorPath } from './doors.ts'

describe('isDoorPath', () => {
  it.each([
    ['/auth', true],
    ['/auth/session', true],
    ['/api', true],
    ['/api/notes/1', true],
    ['/AUTH/session', true],
    ['/Api/notes', true],
    ['/', false],
    ['/authors', false],
    ['/apis/x', false],
    ['/notes/auth/x', false],
    ['/assets/app.js', false],
  ])('%s: %s', (path, expected) => {
    expect(isDoorPath(path)).toBe(expected)
  })
})
