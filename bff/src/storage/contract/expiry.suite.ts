/** What is over is absent at once, leaves for good when swept, and is never revived. */
import { describe, expect, it } from 'vitest'
import { sweepBatch, type Storage } from '../storage.ts'
import { laterMs, soonMs, type Stage, startMs, together } from './stage.suite.ts'

export function describeExpiry(stage: Stage): void {
  describe('expiry', () => {
    it('makes a record absent at its millisecond, swept or not [SC-23]', async () => {
      await stage.keep('a', 'session', 'who')
      stage.nowMs = soonMs - 1
      expect(await stage.textOf('a', 'session')).toBe('who')
      stage.nowMs = soonMs
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('takes only what is over', async () => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('a', 'tokens', 'what', 0, laterMs)
      stage.nowMs = soonMs
      expect(Object.keys(await stage.storage.read('a'))).toEqual(['tokens'])
    })

    it.each<[string, () => Promise<unknown>, unknown]>([
      ['taken', () => stage.storage.take('a', 'session'), undefined],
      ['replaced', () => stage.keep('a', 'session', 'new', 1, laterMs), undefined],
      ['extended', () => stage.storage.extend('a', laterMs), false],
      ['counted when buried', () => stage.storage.bury('a', laterMs), false],
    ])('lets nothing expired be %s', async (_, attempt, refusal) => {
      await stage.keep('a', 'session', 'who')
      stage.nowMs = soonMs
      expect(await attempt()).toBe(refusal)
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('leaves the place free for a first write', async () => {
      await stage.keep('a', 'session', 'old')
      await stage.keep('a', 'session', 'older', 1)
      stage.nowMs = soonMs
      expect(await stage.keep('a', 'session', 'new', 0, laterMs)).toBe(1)
      expect(await stage.textOf('a', 'session')).toBe('new')
    })
  })

  describe('extend', () => {
    it.each([
      ['later', laterMs],
      ['earlier', startMs + 30_000],
    ])('sets a %s expiry on all kinds and leaves their versions', async (_, expiresAtMs) => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('a', 'tokens', 'what')
      expect(await stage.storage.extend('a', expiresAtMs)).toBe(true)
      const { session, tokens } = await stage.storage.read('a')
      expect(session).toMatchObject({ version: 1, expiresAtMs })
      expect(tokens).toMatchObject({ version: 1, expiresAtMs })
    })

    it('creates nothing', async () => {
      expect(await stage.storage.extend('a', laterMs)).toBe(false)
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('leaves other ids alone', async () => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('b', 'session', 'who')
      await stage.storage.extend('a', laterMs)
      expect((await stage.storage.read('b')).session).toMatchObject({ expiresAtMs: soonMs })
    })
  })
}

export function describeSweep(stage: Stage): void {
  describe('sweep', () => {
    it(
      'removes 10,000 expired records in bounded batches, each counted once [SC-23]',
      { timeout: 20_000 },
      async () => {
        await together(10_000, (caller) => stage.keep(`${caller}`, 'session', 'over'))
        stage.nowMs = soonMs
        const batches = await sweepAll(stage.storage)
        expect(Math.max(...batches)).toBe(sweepBatch)
        expect(batches.reduce((sum, count) => sum + count)).toBe(10_000)
      },
    )

    it('removes outlived tombstones', async () => {
      await stage.storage.bury('a', soonMs)
      expect(await stage.storage.sweep()).toBe(0)
      stage.nowMs = soonMs
      expect(await stage.storage.sweep()).toBe(1)
      expect(await stage.storage.sweep()).toBe(0)
    })

    it('counts records and tombstones in one bound', async () => {
      await together(sweepBatch - 1, (caller) => stage.keep(`${caller}`, 'session', 'over'))
      await together(2, (caller) => stage.storage.bury(`buried ${caller}`, soonMs))
      stage.nowMs = soonMs
      expect(await sweepAll(stage.storage)).toEqual([sweepBatch, 1, 0])
    })

    it('leaves the living', async () => {
      await stage.keep('a', 'session', 'over')
      await stage.keep('a', 'tokens', 'alive', 0, laterMs)
      stage.nowMs = soonMs
      expect(await stage.storage.sweep()).toBe(1)
      expect(await stage.textOf('a', 'tokens')).toBe('alive')
    })
  })
}

async function sweepAll(storage: Storage): Promise<number[]> {
  const batches = [await storage.sweep()]
  while (batches.at(-1)! > 0) batches.push(await storage.sweep())
  return batches
}
