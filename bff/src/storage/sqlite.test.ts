import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { describeStorage } from './contract.suite.ts'
import { createSqliteStorage } from './sqlite.ts'
import type { Storage } from './storage.ts'

const clock = { now: () => 1_800_000_000_000 }
const expiresAtMs = clock.now() + 60_000

let folder: string
let files = 0
const newFile = () => join(folder, `${++files}.db`)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describeStorage('sqlite', (time) => createSqliteStorage(newFile(), time))

describeStorage('sqlite through two connections by turns', (time) => {
  const file = newFile()
  return byTurns(createSqliteStorage(file, time), createSqliteStorage(file, time))
})

describe('sqlite', () => {
  let file: string
  beforeEach(() => {
    file = newFile()
  })

  it('keeps records, versions and tombstones through a restart', async () => {
    const before = open(file)
    await before.write('a', 'session', Buffer.from('who'), { ifVersion: 0, expiresAtMs })
    await before.bury('b', expiresAtMs)
    await before.close()
    const after = open(file)
    expect(Buffer.from((await after.read('a')).session!.value).toString()).toBe('who')
    expect(await after.write('a', 'session', Buffer.of(), { ifVersion: 1, expiresAtMs })).toBe(2)
    expect(
      await after.write('b', 'session', Buffer.of(), { ifVersion: 0, expiresAtMs }),
    ).toBeUndefined()
  })

  it.each(['', '-wal', '-shm'])('gives its file "…%s" to this user alone [SC-23]', (suffix) => {
    open(file)
    expect(modeOf(file + suffix)).toBe(0o600)
  })

  it('takes a file back from others who could read it [SC-23]', () => {
    writeFileSync(file, '', { mode: 0o644 })
    open(file)
    expect(modeOf(file)).toBe(0o600)
  })

  it('makes the folders it needs, for this user alone [SC-23]', () => {
    open(join(folder, 'made', 'here', 'claimcheck.db'))
    expect(modeOf(join(folder, 'made'))).toBe(0o700)
    expect(modeOf(join(folder, 'made', 'here'))).toBe(0o700)
  })

  it('refuses a file of a later release', async () => {
    await open(file).close()
    change(file, 'PRAGMA user_version = 99')
    expect(() => open(file)).toThrow(
      'The store file has schema 99; this release knows 2 and older.',
    )
  })

  it('refuses a file that is no database', () => {
    writeFileSync(file, 'Dear diary, '.repeat(100))
    expect(() => open(file)).toThrow('file is not a database')
  })

  it('keeps a message for its slowest listener, and not for ever', async () => {
    let nowMs = clock.now()
    const storage = createSqliteStorage(file, { now: () => nowMs })
    onTestFinished(() => storage.close())
    await storage.publish('ended')
    nowMs += 60_000 - 1
    expect(await storage.sweep()).toBe(0)
    nowMs += 1
    expect(await storage.sweep()).toBe(1)
  })

  it('leaves nothing half done when a burial fails on the way', async () => {
    const storage = open(file)
    await storage.write('a', 'session', Buffer.from('who'), { ifVersion: 0, expiresAtMs })
    change(
      file,
      `CREATE TRIGGER worn_disk BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'worn'); END`,
    )
    await expect(storage.bury('a', expiresAtMs)).rejects.toThrow('worn')
    change(file, 'DROP TRIGGER worn_disk')
    expect(await storage.write('a', 'session', Buffer.of(), { ifVersion: 1, expiresAtMs })).toBe(2)
  })
})

function open(file: string): Storage {
  const storage = createSqliteStorage(file, clock)
  onTestFinished(() => storage.close())
  return storage
}

function change(file: string, sql: string): void {
  using db = new DatabaseSync(file)
  db.exec(sql)
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

/** One storage whose calls go to two connections alternately, as those of two processes would. */
function byTurns(one: Storage, other: Storage): Storage {
  let calls = 0
  const next = () => (++calls % 2 === 0 ? one : other)
  return {
    read: (id) => next().read(id),
    write: (id, kind, value, options) => next().write(id, kind, value, options),
    take: (id, kind) => next().take(id, kind),
    extend: (id, untilMs) => next().extend(id, untilMs),
    bury: (id, untilMs) => next().bury(id, untilMs),
    find: (mark) => next().find(mark),
    sessions: (cursor) => next().sessions(cursor),
    lease: (id, forMs) => next().lease(id, forMs),
    renewLease: (id, fence, forMs) => next().renewLease(id, fence, forMs),
    releaseLease: (id, fence) => next().releaseLease(id, fence),
    publish: (message) => next().publish(message),
    subscribe: (listener) => next().subscribe(listener),
    ping: () => next().ping(),
    sweep: () => next().sweep(),
    async close() {
      await one.close()
      await other.close()
    },
  }
}
