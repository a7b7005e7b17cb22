/** People who do errands, one after the other, until they are told to pause or to go. */
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { arrive, type Errand, errands } from './errands.ts'

export interface Traffic {
  /** Lets everybody finish what they do, and nobody begin. */
  pause(): Promise<void>
  resume(): void
  /** How often each errand was done. */
  done: Record<string, number>
  faults: string[]
}

/** So much more often than once each; the rest of the errands are rare in life, too. */
const weights: Record<string, number> = { call: 12, 'event stream': 3, upload: 3 }
const most = 20
const patienceMs = 20_000

export async function startTraffic(origin: string, visitors: number): Promise<Traffic> {
  const choices = Object.keys(errands).flatMap((name) =>
    Array.from({ length: weights[name] ?? 1 }, () => name),
  )
  const done: Record<string, number> = {}
  const faults: string[] = []
  const state = { isPaused: true }
  let busy: Promise<void>[] = []

  async function keepBusy(visitor: Parameters<Errand>[0]): Promise<void> {
    while (!state.isPaused) {
      const name = choices[randomInt(choices.length)]!
      try {
        await inTime(errands[name]!(visitor))
        done[name] = (done[name] ?? 0) + 1
      } catch (error) {
        if (faults.length < most) faults.push(`${name}: ${(error as Error).message}`)
      }
    }
  }

  const people = await Promise.all(Array.from({ length: visitors }, () => arrive(origin)))
  const traffic: Traffic = {
    async pause() {
      state.isPaused = true
      await Promise.all(busy)
    },
    resume() {
      state.isPaused = false
      busy = people.map(keepBusy)
    },
    done,
    faults,
  }
  traffic.resume()
  return traffic
}

/** Nothing here takes long: what hangs is a fault, and must not hold up the rest. */
async function inTime(errand: Promise<void>): Promise<void> {
  const giveUp = new AbortController()
  const late = wait(patienceMs, undefined, { signal: giveUp.signal }).then(
    () => Promise.reject(new Error('it did not end')),
    () => {},
  )
  await Promise.race([errand, late]).finally(() => giveUp.abort())
}
