import { describe, expect, it } from 'vitest'
import { createKept } from './kept.ts'

function kept(find: (last?: string) => Promise<string>) {
  const time = { ms: 0 }
  const clock = { now: () => time.ms }
  const failures: unknown[] = []
  const get = createKept({
    find,
    renew: (value) => `${value}+`,
    failed: (cause) => void failures.push(cause),
    coolDownMs: 10,
    lifetimeMs: 100,
    limitMs: 1000,
    clock,
  })
  return { time, failures, get }
}

/** What was begun behind the caller has ended: everything here is a promise already settled. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('createKept', () => {
  it('finds once for many callers', async () => {
    let asked = 0
    const { get } = kept(async () => `found ${(asked += 1)}`)
    expect(await Promise.all([get(), get(), get()])).toEqual(Array(3).fill('found 1'))
  })

  it('asks again after a failure, without a restart [MD-08]', async () => {
    let up = false
    const { get } = kept(() => (up ? Promise.resolve('found') : Promise.reject(new Error('down'))))
    await expect(get()).rejects.toThrow('down')
    up = true
    expect(await get()).toBe('found')
  })

  it('asks again after a failure that somebody waited for beyond the cool-down [MD-08]', async () => {
    const first = Promise.withResolvers<string>()
    const answers = [first.promise, Promise.resolve('found')]
    const { get, time } = kept(() => answers.shift() ?? Promise.reject(new Error('too often')))
    const early = get()
    time.ms = 10
    const late = get()
    first.reject(new Error('down'))
    expect((await Promise.allSettled([early, late])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ])
    expect(await get()).toBe('found')
  })

  it('renews what it has once the cool-down is over', async () => {
    const { get, time } = kept(async () => 'v')
    expect(await get()).toBe('v')
    time.ms = 9
    expect(await get()).toBe('v')
    time.ms = 10
    expect(await get()).toBe('v+')
    expect(await get()).toBe('v+')
  })

  it('finds anew once it is old, once, from the last, and lets nobody wait [MD-07]', async () => {
    const finds: (string | undefined)[] = []
    const slow = Promise.withResolvers<string>()
    const { get, time } = kept((last) => {
      finds.push(last)
      return last === undefined ? Promise.resolve('old') : slow.promise
    })
    await get()
    time.ms = 100
    expect(await Promise.all([get(), get()])).toEqual(['old+', 'old+'])
    await settled()
    expect(finds).toEqual([undefined, 'old'])
    slow.resolve('new')
    await settled()
    expect(await get()).toBe('new')
    expect(finds).toHaveLength(2)
  })

  it('keeps the last good one while nothing new is to be had, and says so once a cool-down [MD-08]', async () => {
    let up = true
    const { get, time, failures } = kept(async () => {
      if (!up) throw new Error('down')
      return 'good'
    })
    await get()
    up = false
    for (const ms of [100, 105, 110, 999]) {
      time.ms = ms
      expect(await get()).toMatch(/^good\+*$/)
      await settled()
    }
    expect(failures).toHaveLength(3)
    up = true
    time.ms = 1009
    expect(await get()).toBe('good')
  })

  it('believes it no longer than its limit [MD-08]', async () => {
    let up = true
    const { get, time } = kept(async () => {
      if (!up) throw new Error('down')
      return 'good'
    })
    await get()
    up = false
    time.ms = 1000
    await expect(get()).rejects.toThrow('down')
    await expect(get()).rejects.toThrow('down')
    up = true
    expect(await get()).toBe('good')
  })
})
