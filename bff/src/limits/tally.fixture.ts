/** For the tests beside it: counts whose windows end when the test says, and which keep what they were asked. */
import type { Counts } from '../ports.ts'

export interface Tally extends Counts {
  /** How many each time. */
  asked: number[]
  names(): string[]
}

export function openTally(endsInMs = 60_000): Tally {
  const totals = new Map<string, number>()
  const asked: number[] = []
  return {
    asked,
    names: () => [...totals.keys()],
    async add(key, calls) {
      asked.push(calls)
      const total = (totals.get(key) ?? 0) + calls
      totals.set(key, total)
      return { total, endsInMs }
    },
    close() {},
  }
}
