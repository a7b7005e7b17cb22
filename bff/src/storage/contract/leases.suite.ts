/** A lease has one holder, ends by the clock, and whoever lost it can write nothing more. */
import { describe, expect, it } from 'vitest'
import { laterMs, soonMs, type Stage, startMs, together } from './stage.suite.ts'

const forMs = 10_000
const dayMs = 24 * 3_600_000

export function describeLeases(stage: Stage): void {
  const save = (fence: number, ifVersion = 0, text = 'saved') =>
    stage.storage.write('a', 'tokens', Buffer.from(text), {
      ifVersion,
      expiresAtMs: laterMs,
      fence,
    })
  const taken = async (id = 'a') => {
    const fence = await stage.storage.lease(id, forMs)
    expect(fence).toBeTypeOf('number')
    return fence!
  }

  describe('lease', () => {
    it('is held by one of many callers [TS-07]', async () => {
      const fences = await together(20, () => stage.storage.lease('a', forMs))
      expect(fences.filter((fence) => fence !== undefined)).toHaveLength(1)
    })

    it('leaves other ids alone', async () => {
      await taken('a')
      await taken('b')
    })

    it('ends by the clock, to the millisecond', async () => {
      await taken()
      stage.nowMs = startMs + forMs - 1
      expect(await stage.storage.lease('a', forMs)).toBeUndefined()
      stage.nowMs = startMs + forMs
      await taken()
    })

    it('has a greater number each time, however it ended [TS-09]', async () => {
      const fences = [await taken()]
      await stage.storage.releaseLease('a', fences[0]!)
      fences.push(await taken())
      stage.nowMs += forMs
      fences.push(await taken())
      await stage.storage.bury('a', stage.nowMs + 1)
      stage.nowMs += 1
      fences.push(await taken())
      expect(fences).toEqual([...new Set(fences)].toSorted((one, other) => one - other))
    })

    it('has a greater number even when the store has forgotten the last one', async () => {
      const before = await taken()
      stage.nowMs += dayMs
      await stage.storage.sweep()
      expect(await taken()).toBeGreaterThan(before)
    })

    it('cannot be had on a buried id, held before or not [SC-14]', async () => {
      const fence = await taken()
      await stage.storage.bury('a', laterMs)
      expect(await stage.storage.lease('a', forMs)).toBeUndefined()
      expect(await stage.storage.renewLease('a', fence, forMs)).toBe(false)
      expect(await save(fence)).toBeUndefined()
      stage.nowMs = laterMs
      expect(await save(fence)).toBeUndefined()
    })
  })

  describe('renewLease', () => {
    it('prolongs it from now on', async () => {
      const fence = await taken()
      stage.nowMs += forMs - 1
      expect(await stage.storage.renewLease('a', fence, forMs)).toBe(true)
      stage.nowMs += forMs - 1
      expect(await stage.storage.lease('a', forMs)).toBeUndefined()
      stage.nowMs += 1
      await taken()
    })

    it('does nothing for who has lost it, or never had it', async () => {
      const lost = await taken()
      expect(await stage.storage.renewLease('a', lost + 1, forMs)).toBe(false)
      expect(await stage.storage.renewLease('b', lost, forMs)).toBe(false)
      stage.nowMs += forMs
      expect(await stage.storage.renewLease('a', lost, forMs)).toBe(false)
      const held = await taken()
      expect(await stage.storage.renewLease('a', lost, forMs)).toBe(false)
      expect(await stage.storage.renewLease('a', held, forMs)).toBe(true)
    })
  })

  describe('releaseLease', () => {
    it('lets the next one have it at once', async () => {
      await stage.storage.releaseLease('a', await taken())
      await taken()
    })

    it('does not take it from its next holder', async () => {
      const lost = await taken()
      stage.nowMs += forMs
      const held = await taken()
      await stage.storage.releaseLease('a', lost)
      expect(await stage.storage.lease('a', forMs)).toBeUndefined()
      expect(await save(held)).toBe(1)
    })
  })

  describe('a fenced write', () => {
    it('passes while the lease is held, replacing or first', async () => {
      const fence = await taken()
      expect(await save(fence)).toBe(1)
      expect(await save(fence, 1)).toBe(2)
    })

    it.each<[string, (fence: number) => Promise<unknown> | void]>([
      ['released', (fence) => stage.storage.releaseLease('a', fence)],
      ['over', () => void (stage.nowMs += forMs)],
      [
        'held by somebody else',
        async () => {
          stage.nowMs += forMs
          await taken()
        },
      ],
    ])('is refused when the lease is %s [TS-09]', async (_, lose) => {
      await stage.keep('a', 'tokens', 'before', 0, laterMs)
      const fence = await taken()
      await lose(fence)
      expect(await save(fence, 1)).toBeUndefined()
      expect(await stage.textOf('a', 'tokens')).toBe('before')
      expect(await stage.storage.write('a', 'marker', Buffer.of(), marker(fence))).toBeUndefined()
    })

    it('is refused without any lease', async () => {
      expect(await save(startMs)).toBeUndefined()
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('still loses to a newer version', async () => {
      await stage.keep('a', 'tokens', 'newer', 0, laterMs)
      expect(await save(await taken())).toBeUndefined()
    })

    it('keeps nobody from writing without a fence', async () => {
      await taken()
      expect(await stage.keep('a', 'session', 'who')).toBe(1)
    })
  })
}

const marker = (fence: number) => ({ ifVersion: 0, expiresAtMs: soonMs, fence })
