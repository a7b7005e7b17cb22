/** The rules of the cache, over a storage in this process that tells of changes when the test says so. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '../ports.ts'
import { createCached } from './cached.ts'
import { describeStorage } from './contract.suite.ts'
import { createMemoryStorage } from './memory.ts'
import { createSqliteStorage } from './sqlite.ts'
import type { Storage } from './storage.ts'

const startMs = 1_800_000_000_000
const expiresAtMs = startMs + 60_000

/** A storage elsewhere: reads are counted, can be held back, and changes are told by hand. */
function openElsewhere(clock: Clock) {
  const memory = createMemoryStorage(clock)
  const elsewhere = {
    areKnown: true,
    reads: 0,
    tell: (() => {}) as (id?: string) => void,
    beforeAnswer: async () => {},
    memory,
  }
  const storage: Storage = {
    ...memory,
    async read(id) {
      elsewhere.reads++
      const records = await memory.read(id)
      await elsewhere.beforeAnswer()
      return records
    },
    changes: {
      areKnown: () => elsewhere.areKnown,
      listen(listener) {
        elsewhere.tell = listener
        return () => {}
      },
    },
  }
  return { elsewhere, storage }
}

function setScene(limits?: { ids: number; bytes: number }) {
  const clock = { nowMs: startMs, now: () => clock.nowMs }
  const { elsewhere, storage } = openElsewhere(clock)
  const keep = (id: string, text = 'who', ifVersion = 0, at: Storage = elsewhere.memory) =>
    at.write(id, 'session', Buffer.from(text), { ifVersion, expiresAtMs })
  return { cached: createCached(storage, clock, limits), clock, elsewhere, keep }
}

describeStorage('cached', (time) => createCached(openElsewhere(time).storage, time), {
  sharesRecords: true,
})

describe('cached', () => {
  it('reads once, and gives the same record for the same version', async () => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    const { session } = await cached.read('a')
    expect((await cached.read('a')).session).toBe(session)
    expect(elsewhere.reads).toBe(1)
  })

  it('hands on a storage that tells of no changes', () => {
    const clock = { now: () => startMs }
    const memory = createMemoryStorage(clock)
    const cached = createCached(memory, clock)
    expect(cached).toMatchObject(memory)
    expect(cached.known('a')).toBeUndefined()
  })

  it.each(['a', undefined])('reads again after a change to "%s" was told [TS-13]', async (told) => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    await cached.read('a')
    await elsewhere.memory.bury('a', expiresAtMs)
    elsewhere.tell(told)
    expect(await cached.read('a')).toEqual({})
  })

  it('knows at once what a read would answer from memory, and nothing else [SC-13]', async () => {
    const { cached, clock, elsewhere, keep } = setScene()
    await keep('a')
    expect(cached.known('a')).toBeUndefined()
    const read = await cached.read('a')
    expect(cached.known('a')).toEqual(read)
    elsewhere.areKnown = false
    expect(cached.known('a')).toBeUndefined()
    elsewhere.areKnown = true
    clock.nowMs = expiresAtMs
    expect(cached.known('a')).toEqual({})
    elsewhere.tell('a')
    expect(cached.known('a')).toBeUndefined()
  })

  it('leaves others alone when a change is told', async () => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    await cached.read('a')
    elsewhere.tell('b')
    await cached.read('a')
    expect(elsewhere.reads).toBe(1)
  })

  it('believes nothing it keeps while changes are not known [SC-13]', async () => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    await cached.read('a')
    await elsewhere.memory.bury('a', expiresAtMs)
    elsewhere.areKnown = false
    expect(await cached.read('a')).toEqual({})
  })

  it('keeps nothing of what it read while changes were not known', async () => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    elsewhere.areKnown = false
    await cached.read('a')
    elsewhere.areKnown = true
    await cached.read('a')
    expect(elsewhere.reads).toBe(2)
  })

  it.each(['a', undefined])(
    'keeps no answer that a change to "%s" has overtaken [SC-13]',
    async (told) => {
      const { cached, elsewhere, keep } = setScene()
      await keep('a')
      elsewhere.beforeAnswer = async () => {
        await elsewhere.memory.bury('a', expiresAtMs)
        elsewhere.tell(told)
      }
      expect(Object.keys(await cached.read('a'))).toEqual(['session'])
      elsewhere.beforeAnswer = async () => {}
      expect(await cached.read('a')).toEqual({})
    },
  )

  it.each<[string, (storage: Storage) => Promise<unknown>, object]>([
    ['bury', (storage) => storage.bury('a', expiresAtMs), {}],
    ['take', (storage) => storage.take('a', 'session'), {}],
    ['extend', (storage) => storage.extend('a', startMs + 1), { session: { version: 1 } }],
    [
      'write',
      (storage) =>
        storage.write('a', 'session', Buffer.of(), { ifVersion: 1, expiresAtMs: startMs + 1 }),
      { session: { version: 2 } },
    ],
  ])('shows its own %s at once, told or not [SC-13]', async (_, change, after) => {
    const { cached, keep } = setScene()
    await keep('a')
    await cached.read('a')
    await change(cached)
    const records = await cached.read('a')
    expect(records).toMatchObject(after)
    expect(records.session?.expiresAtMs).not.toBe(expiresAtMs)
  })

  it('lets no answer to an earlier read cover its own change', async () => {
    const { cached, elsewhere, keep } = setScene()
    await keep('a')
    elsewhere.beforeAnswer = async () => {
      elsewhere.beforeAnswer = async () => {}
      await cached.bury('a', expiresAtMs)
    }
    await cached.read('a')
    expect(await cached.read('a')).toEqual({})
  })

  it('forgets what a write may have changed although it failed', async () => {
    const clock = { now: () => startMs }
    const { elsewhere, storage } = openElsewhere(clock)
    const fails = async () => {
      await elsewhere.memory.bury('a', expiresAtMs)
      throw new Error('no answer')
    }
    const cached = createCached({ ...storage, bury: fails }, clock)
    await elsewhere.memory.write('a', 'session', Buffer.of(), { ifVersion: 0, expiresAtMs })
    await cached.read('a')
    await expect(cached.bury('a', expiresAtMs)).rejects.toThrow('no answer')
    expect(await cached.read('a')).toEqual({})
  })

  it('gives no record beyond its time', async () => {
    const { cached, clock, elsewhere, keep } = setScene()
    await keep('a')
    const later = { ifVersion: 0, expiresAtMs: expiresAtMs + 1 }
    await elsewhere.memory.write('a', 'tokens', Buffer.of(), later)
    await cached.read('a')
    clock.nowMs = expiresAtMs
    expect(Object.keys(await cached.read('a'))).toEqual(['tokens'])
  })

  it('keeps nothing about nobody', async () => {
    const { cached, elsewhere } = setScene()
    await cached.read('nobody')
    await cached.read('nobody')
    expect(elsewhere.reads).toBe(2)
  })

  it.each([
    ['ids', { ids: 2, bytes: 1_000 }],
    ['octets', { ids: 1_000, bytes: 2 * 'who'.length }],
  ])('keeps within its limit of %s, and what was read last', async (_, limits) => {
    const { cached, elsewhere, keep } = setScene(limits)
    for (const id of ['a', 'b', 'c']) await keep(id)
    await cached.read('a')
    await cached.read('b')
    await cached.read('a')
    await cached.read('c') // b has to go
    await cached.read('a')
    expect(elsewhere.reads).toBe(3)
    await cached.read('b')
    expect(elsewhere.reads).toBe(4)
  })

  it('hands on what is larger than all it may keep, and loses nothing for it', async () => {
    const { cached, elsewhere, keep } = setScene({ ids: 10, bytes: 10 })
    await keep('small')
    await keep('large', 'x'.repeat(11))
    await cached.read('small')
    expect((await cached.read('large')).session!.value).toHaveLength(11)
    await cached.read('small')
    expect(elsewhere.reads).toBe(2)
  })

  it('counts what it forgot as free again', async () => {
    const { cached, elsewhere, keep } = setScene({ ids: 10, bytes: 6 })
    await keep('a')
    await keep('b')
    for (let round = 0; round < 5; round++) {
      await cached.read('a')
      elsewhere.tell('a')
    }
    await cached.read('a')
    await cached.read('b')
    const { reads } = elsewhere
    await cached.read('a')
    expect(elsewhere.reads).toBe(reads)
  })
})

describe('cached, in front of a file', () => {
  let folder: string
  let files = 0
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const newFile = () => join(folder, `${++files}.db`)
  const open = (time: Clock, file = newFile()) =>
    createCached(createSqliteStorage(file, time), time)

  describeStorage('cached sqlite', (time) => open(time), { sharesRecords: true })

  it('keeps what it read, and at once nothing that another process ended [SC-13]', async () => {
    const [clock, file] = [{ now: () => startMs }, newFile()]
    const [one, other] = [open(clock, file), open(clock, file)]
    await one.write('a', 'session', Buffer.from('who'), { ifVersion: 0, expiresAtMs })
    const { session } = await one.read('a')
    expect((await one.read('a')).session).toBe(session)
    await other.bury('a', expiresAtMs)
    expect(await one.read('a')).toEqual({})
    await one.close()
    await other.close()
  })
})
