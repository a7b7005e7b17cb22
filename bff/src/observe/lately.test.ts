import { expect, it } from 'vitest'
import { createLately } from './lately.ts'

it('counts what happened within the last minute, and nothing older', () => {
  let nowMs = 1_000_000_000_000
  const lately = createLately({ now: () => nowMs })
  lately.add()
  lately.add()
  nowMs += 30_000
  lately.add()
  expect(lately.count()).toBe(3)
  nowMs += 29_000
  expect(lately.count()).toBe(3)
  nowMs += 1_000
  expect(lately.count()).toBe(1)
  nowMs += 3_600_000
  expect(lately.count()).toBe(0)
})

it('survives a clock that is set back', () => {
  let nowMs = 1_000_000_000_000
  const lately = createLately({ now: () => nowMs })
  lately.add()
  nowMs -= 3_600_000
  lately.add()
  expect(lately.count()).toBe(2)
})
