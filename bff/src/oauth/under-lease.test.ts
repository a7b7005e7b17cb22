import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../storage/memory.ts'
import { createUnderLease } from './under-lease.ts'

const times = { leaseMs: 9_000, patienceMs: 20_000 }

/** Time stands still until somebody waits, and then jumps. */
function house() {
  const time = { ms: 1_000_000 }
  const clock = { now: () => time.ms }
  const waits: number[] = []
  const wait = async (ms: number, signal?: AbortSignal) => {
    await new Promise(setImmediate)
    signal?.throwIfAborted()
    waits.push(ms)
    time.ms += ms
  }
  const storage = createMemoryStorage(clock)
  const underLease = createUnderLease(storage, { clock, wait, random: randomBytes }, times)
  return { storage, underLease, time, waits }
}

const notDone = async () => undefined

describe('createUnderLease', () => {
  it('works with a fencing number, and lets go of the lease after', async () => {
    const { storage, underLease } = house()
    const first = await underLease('id', { done: notDone, work: async (fence) => fence })
    const next = await storage.lease('id', 1)
    expect(next).toBeGreaterThan(first!)
  })

  it('does not work when somebody has done it already', async () => {
    const { underLease } = house()
    const work = () => Promise.reject(new Error('must not be asked'))
    expect(await underLease('id', { done: async () => 'done', work })).toBe('done')
  })

  it('looks again once it has the lease', async () => {
    const { underLease } = house()
    let looks = 0
    const done = async () => ((looks += 1) === 1 ? undefined : 'done meanwhile')
    const work = () => Promise.reject(new Error('must not be asked'))
    expect(await underLease('id', { done, work })).toBe('done meanwhile')
  })

  it('waits for somebody else, and takes what they made', async () => {
    const { storage, underLease, waits } = house()
    await storage.lease('id', 60_000)
    const done = async () => (waits.length < 3 ? undefined : 'theirs')
    const work = () => Promise.reject(new Error('must not be asked'))
    expect(await underLease('id', { done, work })).toBe('theirs')
  })

  it('gives up when patience runs out', async () => {
    const { storage, underLease, time } = house()
    await storage.lease('id', 60_000)
    const from = time.ms
    expect(await underLease('id', { done: notDone, work: async () => 'mine' })).toBeUndefined()
    expect(time.ms - from).toBeGreaterThanOrEqual(times.patienceMs)
  })

  it('looks less and less often', async () => {
    const { storage, underLease, waits } = house()
    await storage.lease('id', 60_000)
    await underLease('id', { done: notDone, work: async () => 'mine' })
    expect(waits[0]).toBeLessThan(80)
    expect(waits.length).toBeLessThan(80)
    expect(Math.max(...waits)).toBeLessThan(400)
  })

  it('takes over from somebody who is gone', async () => {
    const { storage, underLease } = house()
    await storage.lease('id', 5_000)
    expect(await underLease('id', { done: notDone, work: async () => 'mine' })).toBe('mine')
  })

  it('keeps the lease while the work takes longer than it', async () => {
    const { storage, underLease, time } = house()
    const from = time.ms
    const work = async () => {
      while (time.ms - from < 4 * times.leaseMs) await new Promise(setImmediate)
      return storage.lease('id', 1)
    }
    expect(await underLease('id', { done: notDone, work: async () => [await work()] })).toEqual([
      undefined,
    ])
  })

  it('hands on what the work threw, and lets go of the lease', async () => {
    const { storage, underLease } = house()
    const work = () => Promise.reject(new Error('broken'))
    await expect(underLease('id', { done: notDone, work })).rejects.toThrow('broken')
    expect(await storage.lease('id', 1)).toBeDefined()
  })
})
