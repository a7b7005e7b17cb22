/** What a cache in front of Redis promises, with two instances of the BFF on one server. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseRedisUrl } from '../../src/config/store-url.ts'
import type { Clock } from '../../src/ports.ts'
import { createCached } from '../../src/storage/cached.ts'
import { describeStorage } from '../../src/storage/contract.suite.ts'
import { createKeyring } from '../../src/storage/keyring.ts'
import { createRedisStorage } from '../../src/storage/redis.ts'
import { createSealed } from '../../src/storage/sealed.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { isRedisInstalled, openRedis, type RedisServer } from '../redis-server.ts'

const keyring = createKeyring([randomBytes(32)])
const clock = { now: () => Date.now() }
const laterMs = () => clock.now() + 60_000
const soon = { timeout: 10_000, interval: 5 }

// redis.test.ts says aloud why.
describe.skipIf(!isRedisInstalled())('a cache in front of redis', () => {
  let server: RedisServer
  let prefixes = 0
  let prefix: string
  beforeAll(async () => {
    server = await openRedis()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    prefix = `cached-${++prefixes}`
  })

  const open = (time: Clock = clock, url = server.url) => {
    const redis = createRedisStorage(parseRedisUrl(url)!, time, prefix)
    return createCached(createSealed(redis, keyring, randomBytes), time)
  }

  async function instance(): Promise<Storage> {
    const storage = open()
    onTestFinished(() => storage.close())
    await vi.waitFor(() => expect(storage.changes!.areKnown()).toBe(true), soon)
    return storage
  }

  /** How many round trips for reading the server has answered so far. */
  const reads = () => Number(/cmdstat_mget:calls=(\d+)/.exec(commandStats())?.[1] ?? 0)
  const commandStats = () => server.command('info', 'commandstats')
  const begin = (storage: Storage, id = 'a') =>
    storage.write(id, 'session', Buffer.from('who'), { ifVersion: 0, expiresAtMs: laterMs() })
  /** Until what the beginning of a session tells has been heard, the first reads may not be kept. */
  const readUntilKept = (storage: Storage) =>
    vi.waitFor(async () => {
      const before = reads()
      await storage.read('a')
      expect(reads()).toBe(before)
    }, soon)

  describeStorage('cached, sealed redis', (time) => open(time), {
    sweepsItself: true,
    sharesRecords: true,
  })

  it('asks the server once and then no more', async () => {
    const one = await instance()
    await begin(one)
    // Again, should this machine stand still for a second in between: then nothing is kept, and rightly.
    await vi.waitFor(async () => {
      await readUntilKept(one)
      const before = reads()
      const { session } = await one.read('a')
      for (let call = 0; call < 100; call++) expect((await one.read('a')).session).toBe(session)
      expect(reads()).toBe(before)
    }, soon)
  })

  it('serves an ended session nowhere: at once here, within a second elsewhere [SC-13, TS-13]', async () => {
    const [one, other] = [await instance(), await instance()]
    await begin(one)
    await readUntilKept(one)
    await readUntilKept(other)
    await one.bury('a', laterMs())
    expect(await one.read('a')).toEqual({})
    const endedAt = performance.now()
    await vi.waitFor(async () => expect(await other.read('a')).toEqual({}), soon)
    expect(performance.now() - endedAt).toBeLessThan(1_000)
  })

  it('shows elsewhere within a second what was rotated here, and lets no stale writer win [TS-09]', async () => {
    const [one, other] = [await instance(), await instance()]
    await begin(one)
    await readUntilKept(other)
    const rotated = { ifVersion: 1, expiresAtMs: laterMs() }
    expect(await one.write('a', 'session', Buffer.from('new'), rotated)).toBe(2)
    expect(await other.write('a', 'session', Buffer.from('stale'), rotated)).toBeUndefined()
    expect((await other.read('a')).session!.version).toBe(2)
  })

  it('forgets everything when the store is emptied', async () => {
    const one = await instance()
    await begin(one)
    await readUntilKept(one)
    server.command('flushall')
    await vi.waitFor(async () => expect(await one.read('a')).toEqual({}), soon)
  })

  it('hears of what the engine removes, so that no memory keeps it [TS-13]', async () => {
    const one = await instance()
    const removed = new Promise((resolve) => one.changes!.listen(resolve))
    await one.write('a', 'session', Buffer.of(), { ifVersion: 0, expiresAtMs: clock.now() + 200 })
    expect(await removed).toBe('a') // written
    expect(await new Promise((resolve) => one.changes!.listen(resolve))).toBe('a')
    expect(await one.read('a')).toEqual({})
  })

  it('asks the server again while the line that tells of changes is down, and keeps nothing from before', async () => {
    const [one, other] = [await instance(), await instance()]
    await begin(one)
    await readUntilKept(one)
    server.command('client', 'kill', 'type', 'pubsub')
    await other.bury('a', laterMs())
    await vi.waitFor(() => expect(one.changes!.areKnown()).toBe(false), soon)
    expect(await one.read('a')).toEqual({})
    await vi.waitFor(() => expect(one.changes!.areKnown()).toBe(true), soon)
    expect(await one.read('a')).toEqual({})
    await begin(one, 'b')
    await one.read('b')
  })

  it('serves nothing it keeps a second after the server has gone silent [SC-13, SC-23]', async () => {
    const one = await instance()
    await begin(one)
    await readUntilKept(one)
    server.pause()
    onTestFinished(() => server.resume())
    const silentSince = performance.now()
    await vi.waitFor(() => expect(one.read('a')).rejects.toThrow('does not answer'), soon)
    // The last refusal took its half second to come.
    expect(performance.now() - silentSince).toBeLessThan(2_000)
    server.resume()
    await vi.waitFor(() => readUntilKept(one), soon)
  })

  it.each([
    ['a second in which nobody asked', 1_000],
    ['a clock that was set back', -1],
  ])('serves nothing it keeps after %s, until it is proven anew [SC-13]', async (_, laterMs) => {
    const time = { nowMs: clock.now(), now: () => time.nowMs }
    const one = open(time)
    onTestFinished(() => one.close())
    await vi.waitFor(() => expect(one.changes!.areKnown()).toBe(true), soon)
    await begin(one)
    await readUntilKept(one)
    server.pause()
    onTestFinished(() => server.resume())
    expect(Object.keys(await one.read('a'))).toEqual(['session'])
    time.nowMs += laterMs
    await expect(one.read('a')).rejects.toThrow('does not answer')
  })

  it('does without where the server does not let us listen', async () => {
    const guarded = await openRedis([
      '--user',
      'default',
      'on',
      'nopass',
      '~*',
      '+@all',
      '&cached-*',
    ])
    onTestFinished(() => guarded.close())
    const storage = open(clock, guarded.url)
    onTestFinished(() => storage.close())
    await begin(storage)
    const heard: string[] = []
    storage.subscribe((message) => void heard.push(message))
    await vi.waitFor(async () => {
      await storage.publish('here')
      expect(heard).toContain('here')
    }, soon)
    expect(storage.changes!.areKnown()).toBe(false)
    expect(Object.keys(await storage.read('a'))).toEqual(['session'])
  })
})
