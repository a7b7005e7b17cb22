/**
 * What the storm came to, number by number, and what is wanted of each. One loss is counted apart: when a
 * process is killed after the server has rotated a refresh token and before the new one is saved, the only
 * copy dies with it, and a server without any grace revokes the grant at the next try. No client can mend
 * that; the window is as long as the server's answer and our save take.
 */
import type { StormOptions } from './storm.ts'
import type { PersonCall } from './storm-scene.ts'
import type { Person } from './person.ts'
import type { StrictBooks } from './strict-books.ts'

export interface StormReport {
  /** Each number with its name, and what it had to be when that is certain. */
  rows: [name: string, number: number, wanted?: number][]
  /** The names of the rows that are not as wanted. */
  faults: string[]
}

export function createStormReport({ sessions, calls, rounds }: StormOptions) {
  const ends = { answered: 0, 'signed-out': 0, failed: 0 }
  const mended = new Map<string, number>()
  const roundMs: number[] = []
  let signedOut = new Set<Person>()
  let foreign = 0
  let retried = 0
  let wrong = 0
  let lost = 0
  let line = ''

  return {
    /** In the last round. */
    get signedOut(): ReadonlySet<Person> {
      return signedOut
    },
    lastRound: () => line,

    addRound(outcomes: readonly PersonCall[], ms: number, server: Pick<StrictBooks, 'lost'>): void {
      roundMs.push(ms)
      for (const { person, end, sub, mended: steps } of outcomes) {
        ends[end] += 1
        if (end === 'answered' && sub !== person.sub) foreign += 1
        if (steps.length > 0) retried += 1
        for (const step of steps) mended.set(step, (mended.get(step) ?? 0) + 1)
      }
      signedOut = new Set(
        outcomes.filter(({ end }) => end === 'signed-out').map(({ person }) => person),
      )
      for (const { sub } of signedOut) {
        if (server.lost.has(sub)) lost += 1
        else wrong += 1
      }
      line = `round ${roundMs.length}: ${(ms / 1000).toFixed(1)} s, ${signedOut.size} signed out`
    },

    finish(server: StrictBooks['numbers'], api: { calls: number; stale: number }): StormReport {
      const rows: StormReport['rows'] = [
        ['calls', sessions * calls * rounds],
        ['answered', ends.answered, sessions * calls * rounds - ends['signed-out']],
        ['answered after another try', retried],
        ...[...mended].map(([why, times]): [string, number] => [`  tries again: ${why}`, times]),
        ['failed for good', ends.failed, 0],
        ['with the token of somebody else', foreign, 0],
        ['with a token that had run out', api.stale, 0],
        ['refreshes', server.refreshes, sessions * rounds],
        ['refresh tokens used twice', server.reuses, 0],
        ['wrong sign-outs', wrong, 0],
        ['sessions lost in the crash window', lost],
        ['longest round, ms', Math.round(Math.max(...roundMs))],
        ['all rounds, ms', Math.round(roundMs.reduce((sum, each) => sum + each, 0))],
      ]
      const faults = rows.filter(([, number, wanted]) => wanted !== undefined && number !== wanted)
      return { rows, faults: faults.map(([name]) => name) }
    },
  }
}

export function tableOf({ rows }: StormReport): string {
  const line = ([name, number, wanted]: StormReport['rows'][number]) =>
    `${name.padEnd(36)}${String(number).padStart(9)}${wanted === undefined ? '' : `   wanted ${wanted}`}`
  return rows.map(line).join('\n')
}
