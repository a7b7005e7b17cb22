/** What was buried stays dead, and a closed storage says so. */
import { describe, expect, it } from 'vitest'
import { laterMs, soonMs, type Stage } from './stage.suite.ts'

export function describeBurial(stage: Stage): void {
  describe('bury', () => {
    it('removes all kinds [TS-13]', async () => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('a', 'tokens', 'what')
      expect(await stage.storage.bury('a', laterMs)).toBe(true)
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('leaves not even expired records to the sweep', async () => {
      await stage.keep('a', 'tokens', 'over')
      stage.nowMs = soonMs
      await stage.storage.bury('a', laterMs)
      expect(await stage.storage.sweep()).toBe(0)
    })

    it.each([
      ['first', 0],
      ['replacing', 1],
    ])('refuses a late %s write [SC-14]', async (_, ifVersion) => {
      await stage.keep('a', 'session', 'who')
      await stage.storage.bury('a', laterMs)
      expect(await stage.keep('a', 'session', 'revived', ifVersion, laterMs)).toBeUndefined()
      expect(await stage.storage.extend('a', laterMs)).toBe(false)
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('refuses writes to an id it never saw', async () => {
      expect(await stage.storage.bury('a', soonMs)).toBe(false)
      expect(await stage.keep('a', 'session', 'too late')).toBeUndefined()
    })

    it('leaves other ids alone', async () => {
      await stage.keep('b', 'session', 'who')
      await stage.storage.bury('a', laterMs)
      expect(await stage.keep('b', 'session', 'still', 1)).toBe(2)
    })

    it('lasts through a sweep, to its last millisecond and no longer', async () => {
      await stage.storage.bury('a', soonMs)
      stage.nowMs = soonMs - 1
      await stage.storage.sweep()
      expect(await stage.keep('a', 'session', 'too early', 0, laterMs)).toBeUndefined()
      stage.nowMs = soonMs
      expect(await stage.keep('a', 'session', 'new', 0, laterMs)).toBe(1)
    })

    it('is prolonged by a second burial, never shortened', async () => {
      await stage.storage.bury('a', soonMs)
      await stage.storage.bury('a', laterMs)
      await stage.storage.bury('a', soonMs)
      stage.nowMs = laterMs - 1
      expect(await stage.keep('a', 'session', 'too early', 0, laterMs)).toBeUndefined()
    })
  })

  describe('close', () => {
    it('makes every later call reject', async () => {
      await stage.storage.close()
      await expect(stage.storage.read('a')).rejects.toBeInstanceOf(Error)
      await expect(stage.keep('a', 'session', 'who')).rejects.toBeInstanceOf(Error)
    })

    it('is harmless twice', async () => {
      await stage.storage.close()
      await expect(stage.storage.close()).resolves.toBeUndefined()
    })
  })
}
