import { describe, expect, it } from 'vitest'
import { createKept } from './kept.ts'

function kept(find: () => Promise<string>) {
  const time = { ms: 0 }
  const clock = { now: () => time.ms }
  return { time, get: createKept({ find, renew: (v) => `${v}+`, coolDownMs: 10, clock }) }
}

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

  it('renews what it has once the cool-down is over', async () => {
    const { get, time } = kept(async () => 'v')
    expect(await get()).toBe('v')
    time.ms = 9
    expect(await get()).toBe('v')
    time.ms = 10
    expect(await get()).toBe('v+')
    expect(await get()).toBe('v+')
  })
})
