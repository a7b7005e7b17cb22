/** Records come back as they were written, and each write or take has one winner. */
import { describe, expect, it } from 'vitest'
import { laterMs, soonMs, type Stage, together } from './stage.suite.ts'

export function describeReadAndWrite(stage: Stage): void {
  describe('read', () => {
    it('finds nothing under an unknown id', async () => {
      expect(await stage.storage.read('nobody')).toEqual({})
    })

    it('gives all kinds of one id in one go', async () => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('a', 'tokens', 'what', 0, laterMs)
      const { session, tokens, burned } = await stage.storage.read('a')
      expect(session).toMatchObject({ version: 1, expiresAtMs: soonMs })
      expect(tokens).toMatchObject({ version: 1, expiresAtMs: laterMs })
      expect(burned).toBeUndefined()
    })

    it.each([
      ['no octet', Buffer.alloc(0)],
      ['every octet', Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))],
      ['64 kB', Buffer.alloc(65_536, 'claimcheck')],
    ])('gives back %s as it was written', async (_, value) => {
      await stage.storage.write('a', 'tokens', value, { ifVersion: 0, expiresAtMs: soonMs })
      const { tokens } = await stage.storage.read('a')
      expect(Buffer.compare(tokens!.value, value)).toBe(0)
    })

    it.each([
      ['a prefix of it', 'id', 'id2'],
      ['another case', 'id', 'ID'],
      ['the kind glued to it', 'idsession', 'id'],
      ['a name objects have', '__proto__', 'constructor'],
      ['a part before a NUL', 'id\0x', 'id'],
      ['a pattern', '%', 'id'],
      ['the empty id', '', 'id'],
    ])('keeps an id apart from %s', async (_, written, other) => {
      await stage.keep(written, 'session', 'mine')
      expect(await stage.storage.read(other)).toEqual({})
      expect(await stage.textOf(written, 'session')).toBe('mine')
    })

    it('keeps what was written when the caller changes the buffer it passed', async () => {
      const value = Buffer.from('before')
      await stage.storage.write('a', 'session', value, { ifVersion: 0, expiresAtMs: soonMs })
      value.fill('x')
      expect(await stage.textOf('a', 'session')).toBe('before')
    })
  })

  describe('write', () => {
    it('counts versions from 1', async () => {
      expect(await stage.keep('a', 'tokens', 'one')).toBe(1)
      expect(await stage.keep('a', 'tokens', 'two', 1)).toBe(2)
      expect(await stage.textOf('a', 'tokens')).toBe('two')
    })

    it('refuses a first write where a record is', async () => {
      await stage.keep('a', 'tokens', 'one')
      expect(await stage.keep('a', 'tokens', 'two')).toBeUndefined()
      expect(await stage.textOf('a', 'tokens')).toBe('one')
    })

    it('refuses to replace what is not there', async () => {
      expect(await stage.keep('a', 'tokens', 'two', 1)).toBeUndefined()
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('refuses a late write over a newer version [TS-09]', async () => {
      await stage.keep('a', 'tokens', 'old')
      await stage.keep('a', 'tokens', 'rotated', 1)
      expect(await stage.keep('a', 'tokens', 'from a slow request', 1)).toBeUndefined()
      expect(await stage.textOf('a', 'tokens')).toBe('rotated')
    })

    it('versions each kind by itself', async () => {
      await stage.keep('a', 'tokens', 'one')
      await stage.keep('a', 'tokens', 'two', 1)
      expect(await stage.keep('a', 'session', 'who')).toBe(1)
    })

    it('lets one of many first writers win', async () => {
      const versions = await together(20, (caller) => stage.keep('a', 'burned', `${caller}`))
      expect(versions.filter((version) => version === 1)).toHaveLength(1)
      expect(versions.filter((version) => version === undefined)).toHaveLength(19)
    })

    it('lets one of many replacing writers win, and keeps what that one wrote', async () => {
      await stage.keep('a', 'tokens', 'old')
      const versions = await together(20, (caller) => stage.keep('a', 'tokens', `${caller}`, 1))
      expect(versions.filter((version) => version === 2)).toHaveLength(1)
      expect(await stage.textOf('a', 'tokens')).toBe(`${versions.indexOf(2)}`)
    })
  })

  describe('take', () => {
    it('gives the record and removes it', async () => {
      await stage.keep('a', 'burned', 'once')
      const record = await stage.storage.take('a', 'burned')
      expect(Buffer.from(record!.value).toString()).toBe('once')
      expect(record).toMatchObject({ version: 1, expiresAtMs: soonMs })
      expect(await stage.storage.read('a')).toEqual({})
    })

    it('gives the record to one of many callers', async () => {
      await stage.keep('a', 'burned', 'once')
      const taken = await together(20, () => stage.storage.take('a', 'burned'))
      expect(taken.filter((record) => record !== undefined)).toHaveLength(1)
    })

    it('leaves the other kinds', async () => {
      await stage.keep('a', 'session', 'who')
      await stage.keep('a', 'tokens', 'what')
      await stage.storage.take('a', 'tokens')
      expect(Object.keys(await stage.storage.read('a'))).toEqual(['session'])
    })
  })
}

export function describeOwnCopies(stage: Stage): void {
  it('keeps what was written when a reader changes the buffer it got', async () => {
    await stage.keep('a', 'session', 'before')
    ;(await stage.storage.read('a')).session!.value.fill(0)
    expect(await stage.textOf('a', 'session')).toBe('before')
  })
}
