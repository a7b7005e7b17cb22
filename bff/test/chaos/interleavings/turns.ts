/**
 * Whose turn it is, and what time it is. Every call to the store and to the authorization server, every
 * command and every timer waits for its turn, and fast-check's scheduler says which comes next: that is
 * what makes an interleaving, and what makes it repeatable. Time passes only here, by a turn of its own.
 */
import { setImmediate as macrotask } from 'node:timers/promises'
import type { Scheduler } from 'fast-check'
import type { Ports } from '../../../src/ports.ts'
import type { MovableClock } from '../../open-bff.ts'

export interface Turns {
  clock: MovableClock
  /** Whoever awaits this goes on when it is their turn; `what` is what a counterexample shows. */
  turn(what: string): Promise<void>
  wait: Ports['wait']
  /** Gives turns until nobody waits for one. @returns false if there is no end to it */
  play(): Promise<boolean>
}

interface Timer {
  atMs: number
  ring(): void
}

// A timer may ring late. All ring on the half second, or a dead holder's lease would take hundreds of looks.
const grainMs = 500
const turnsLimit = 3_000

export function createTurns(scheduler: Scheduler, startMs: number): Turns {
  const timers = new Set<Timer>()
  let nowMs = startMs
  let isPassing = false

  return {
    clock: {
      now: () => nowMs,
      advance(ms) {
        nowMs += ms
      },
    },
    turn: (what) => scheduler.schedule(Promise.resolve(), what),
    wait: async (ms, signal) => {
      signal?.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        const timer = { atMs: Math.ceil((nowMs + ms) / grainMs) * grainMs, ring: resolve }
        timers.add(timer)
        signal?.addEventListener('abort', () => {
          timers.delete(timer)
          reject(signal.reason as Error)
        })
        void passTime()
      })
    },
    async play() {
      await macrotask()
      for (let turns = 0; scheduler.count() > 0; turns += 1) {
        if (turns === turnsLimit) return false
        await scheduler.waitOne()
        await macrotask() // until everything that follows from it waits for its own turn
      }
      return true
    },
  }

  /** To the earliest timer, and so on; a timer that is late already rings without time passing. */
  async function passTime(): Promise<void> {
    if (isPassing) return
    isPassing = true
    while (timers.size > 0) {
      await scheduler.schedule(Promise.resolve(), 'time passes')
      const [next] = [...timers].toSorted((one, other) => one.atMs - other.atMs)
      if (next === undefined) break
      timers.delete(next)
      nowMs = Math.max(nowMs, next.atMs)
      next.ring()
      await macrotask() // whoever was woken may wait again
    }
    isPassing = false
  }
}
