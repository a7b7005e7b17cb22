/**
 * Waits for a fact, never for a time: asks again and again whether it is so, by the real clock. A page whose clock
 * stands still gets done what is due at this very moment, and no moment more.
 */
import { vi } from 'vitest'

/** As it was when this file was read, before any test could take it away. */
const { setTimeout } = globalThis

const pauseMs = 5
const patienceMs = 10_000

export async function until<T>(fact: () => T, what: string): Promise<NonNullable<T>> {
  const begunAt = performance.now()
  while (performance.now() - begunAt < patienceMs) {
    const found = fact()
    if (found) return found
    await moment()
  }
  throw new Error(`It never came to this: ${what}.`)
}

export async function moment(): Promise<void> {
  if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0)
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
}
