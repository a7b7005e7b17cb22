import { describe, expect, it } from 'vitest'
import { createSignInAttempts } from './sign-in-attempts.ts'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: () => null,
    clear: () => kept.clear(),
    length: 0,
  }
}

describe('sign-in attempts', () => {
  it('may start by themselves once, and not again within a minute [FE-06]', () => {
    const storage = memory()
    let now = 1_000_000
    // Each page load makes its own: what they share is the tab's storage.
    const mayStart = () =>
      createSignInAttempts(
        () => storage,
        () => now,
      ).mayStart()
    expect(mayStart()).toBe(true)
    expect(mayStart()).toBe(false)
    now += 59_999
    expect(mayStart()).toBe(false)
    now += 1
    expect(mayStart()).toBe(true)
  })

  it('may start again when the last one led somewhere', () => {
    const attempts = createSignInAttempts(memory, () => 1)
    const storage = memory()
    const kept = createSignInAttempts(
      () => storage,
      () => 1_000_000,
    )
    kept.mayStart()
    kept.succeeded()
    expect(kept.mayStart()).toBe(true)
    expect(() => attempts.succeeded()).not.toThrow()
  })

  it('never start by themselves where nothing can be kept [FE-06]', () => {
    const forbidden = (): Storage => {
      throw new DOMException('denied', 'SecurityError')
    }
    const attempts = createSignInAttempts(forbidden, () => 1_000_000)
    expect(attempts.mayStart()).toBe(false)
    expect(() => attempts.succeeded()).not.toThrow()
  })
})
