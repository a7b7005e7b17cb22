import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStorage } from './open-storage.ts'

const clock = { now: () => 1_800_000_000_000 }

describe('openStorage', () => {
  it('opens memory:', async () => {
    expect(await openStorage('memory:', clock).read('a')).toEqual({})
  })

  it('opens the file that sqlite: names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claimcheck-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const storage = openStorage(`sqlite:${folder}/data/claimcheck.db`, clock)
    expect(existsSync(`${folder}/data/claimcheck.db`)).toBe(true)
    await storage.close()
  })

  it.each(['redis://', 'memory', 'SQLITE:./x.db', ''])('refuses "%s"', (url) => {
    expect(() => openStorage(url, clock)).toThrow(
      'STORE_URL names a store that does not exist here',
    )
  })

  it.each(['sqlite:', 'sqlite://data/x.db', 'sqlite::memory:'])('refuses "%s"', (url) => {
    expect(() => openStorage(url, clock)).toThrow('STORE_URL names no file')
  })

  it('refuses without repeating the URL, which may hold a password', () => {
    const open = () => openStorage('postgres://bff:marked-secret@db/claimcheck', clock)
    expect(open).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('marked') }),
    )
  })
})
