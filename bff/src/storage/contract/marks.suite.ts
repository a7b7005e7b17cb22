/** A session is found by its marks for as long as it lives, and no longer. */
import { describe, expect, it } from 'vitest'
import { laterMs, soonMs, type Stage } from './stage.suite.ts'

export function describeMarks(stage: Stage): void {
  const begin = (id: string, marks: string[], ifVersion = 0, expiresAtMs = soonMs) =>
    stage.storage.write(id, 'session', Buffer.from(id), { ifVersion, expiresAtMs, marks })
  const found = async (mark: string) => (await stage.storage.find(mark)).toSorted()

  describe('find', () => {
    it('knows nobody by an unknown mark', async () => {
      await begin('a', ['sub:alice'])
      expect(await found('sub:bob')).toEqual([])
    })

    it('gives all sessions of one mark and no others [LO-14, LO-17, SC-22]', async () => {
      await begin('a', ['sub:alice', 'sid:1'])
      await begin('b', ['sub:alice', 'sid:2'])
      await begin('c', ['sub:bob', 'sid:3'])
      expect(await found('sub:alice')).toEqual(['a', 'b'])
      expect(await found('sid:2')).toEqual(['b'])
    })

    it.each([
      ['a prefix of it', 'sub', 'sub:1'],
      ['another case', 'sub', 'SUB'],
      ['a pattern', '*', 'sub'],
      ['the empty mark', '', 'sub'],
      ['a line break', 'a\nb', 'a'],
      ['a quotation mark', 'a"b', 'a'],
    ])('keeps a mark apart from %s', async (_, carried, other) => {
      await begin('a', [carried])
      expect(await found(other)).toEqual([])
      expect(await found(carried)).toEqual(['a'])
    })

    it('takes a mark given twice for one', async () => {
      await begin('a', ['sub:alice', 'sub:alice'])
      expect(await found('sub:alice')).toEqual(['a'])
    })

    it('leaves the record as it was written', async () => {
      await begin('a', ['sub:alice'])
      expect((await stage.storage.read('a')).session).toEqual({
        value: expect.anything(),
        version: 1,
        expiresAtMs: soonMs,
      })
      expect(await stage.textOf('a', 'session')).toBe('a')
    })

    it('finds a session no more that has expired, and again when it has begun anew', async () => {
      await begin('a', ['sub:alice'])
      stage.nowMs = soonMs
      expect(await found('sub:alice')).toEqual([])
      await begin('a', ['sub:alice'], 0, laterMs)
      expect(await found('sub:alice')).toEqual(['a'])
    })

    it.each<[string, () => Promise<unknown>]>([
      ['buried', () => stage.storage.bury('a', laterMs)],
      ['taken', () => stage.storage.take('a', 'session')],
      ['written without it', () => begin('a', ['sid:1'], 1)],
    ])('forgets the mark of a session that was %s [LO-17]', async (_, end) => {
      await begin('a', ['sub:alice'])
      await end()
      expect(await found('sub:alice')).toEqual([])
    })

    it('forgets the marks of a session that was swept', async () => {
      await begin('a', ['sub:alice'])
      stage.nowMs = soonMs
      await stage.storage.sweep()
      await stage.keep('a', 'session', 'another', 0, laterMs)
      expect(await found('sub:alice')).toEqual([])
    })

    it('still finds a session that was extended, to its last millisecond [LO-17]', async () => {
      await begin('a', ['sub:alice'])
      await stage.storage.extend('a', laterMs)
      stage.nowMs = laterMs - 1
      expect(await found('sub:alice')).toEqual(['a'])
      stage.nowMs = laterMs
      expect(await found('sub:alice')).toEqual([])
    })

    it('still finds a session whose tokens were taken', async () => {
      await begin('a', ['sub:alice'])
      await stage.keep('a', 'tokens', 'what')
      await stage.storage.take('a', 'tokens')
      expect(await found('sub:alice')).toEqual(['a'])
    })

    it('is not misled by a write that was refused', async () => {
      await begin('a', ['sub:alice'])
      expect(await begin('a', ['sub:bob'])).toBeUndefined()
      expect(await found('sub:bob')).toEqual([])
      expect(await found('sub:alice')).toEqual(['a'])
    })

    it('refuses marks on anything but a session', async () => {
      const options = { ifVersion: 0, expiresAtMs: soonMs, marks: ['sub:alice'] }
      await expect(stage.storage.write('a', 'tokens', Buffer.of(), options)).rejects.toBeInstanceOf(
        Error,
      )
      expect(await stage.storage.read('a')).toEqual({})
    })
  })

  describe('sessions', () => {
    it('has a first page without any', async () => {
      expect((await allPages(stage)).ids).toEqual([])
    })

    it('lists every living session, over as many pages as it takes [SC-22]', async () => {
      const ids = await beginMany(stage)
      expect(new Set((await allPages(stage)).ids)).toEqual(new Set(ids))
    })

    it('lists neither what has expired, nor what was buried, nor what is no session', async () => {
      await stage.keep('expired', 'session', 'who')
      await stage.keep('buried', 'session', 'who', 0, laterMs)
      await stage.keep('state', 'burned', '', 0, laterMs)
      await stage.keep('alive', 'session', 'who', 0, laterMs)
      await stage.storage.bury('buried', laterMs)
      stage.nowMs = soonMs
      expect((await allPages(stage)).ids).toEqual(['alive'])
    })

    it('goes on after what was buried between two pages', async () => {
      const begun = await beginMany(stage)
      const { ids } = await allPages(stage, (page) =>
        eachInTurn(page, (id) => stage.storage.bury(id, laterMs)),
      )
      expect(new Set(ids)).toEqual(new Set(begun))
    })
  })
}

async function allPages(stage: Stage, each: (ids: string[]) => Promise<unknown> = async () => {}) {
  const ids: string[] = []
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined;) {
    const page = await stage.storage.sessions(cursor)
    ids.push(...page.ids)
    await each(page.ids)
    cursor = page.next
    isFirst = false
  }
  return { ids }
}

/** More than any page holds, and not all at once: a server has its limits. */
async function beginMany(stage: Stage): Promise<string[]> {
  const ids = Array.from({ length: 1_234 }, (_, number) => `${number}`)
  await eachInTurn(ids, (id) => stage.keep(id, 'session', 'who'))
  return ids
}

/** A hundred at a time. */
async function eachInTurn(ids: string[], act: (id: string) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += 100) {
    await Promise.all(ids.slice(from, from + 100).map(act))
  }
}
