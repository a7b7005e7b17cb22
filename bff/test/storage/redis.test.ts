/** Storage on a real Redis server: the same contract as every other, and what only a server can do to us. */
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseRedisUrl } from '../../src/config/store-url.ts'
import type { Clock } from '../../src/ports.ts'
import { describeStorage } from '../../src/storage/contract.suite.ts'
import { createRedisStorage } from '../../src/storage/redis.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { isRedisInstalled, openRedis, openSentinel, type RedisServer } from '../redis-server.ts'

const isHere = isRedisInstalled()
if (!isHere)
  console.warn('\nNO REDIS-SERVER: every test on Redis is skipped. Install redis or valkey.\n')

const clock = { now: () => Date.now() }
const inAMinute = () => clock.now() + 60_000
let stores = 0

/** A store of its own: with others on the same server it shares nothing but the engine. */
function openOn(url: string, time: Clock = clock, prefix = `test-${++stores}`): Storage {
  return createRedisStorage(parseRedisUrl(url)!, time, prefix)
}

function borrow(url: string, prefix?: string): Storage {
  const storage = openOn(url, clock, prefix)
  onTestFinished(() => storage.close())
  return storage
}

const keep = (storage: Storage, id: string, more: object = {}) =>
  storage.write(id, 'session', Buffer.from('marked-value'), {
    ifVersion: 0,
    expiresAtMs: inAMinute(),
    ...more,
  })

/** @returns what it was refused with; fails when it was not, or not soon */
async function refusalOf(answer: Promise<unknown>): Promise<Error> {
  const startedAt = performance.now()
  const refusal = await answer.then(
    () => expect.fail('it was answered'),
    (error: Error) => error,
  )
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  return refusal
}

describe.skipIf(!isHere)('redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await openRedis()
  })
  afterAll(() => server.close())

  describeStorage('redis', (time) => openOn(server.url, time), { sweepsItself: true })

  it('lets the engine remove whatever is over [SC-23]', async () => {
    const prefix = 'engine'
    const storage = borrow(server.url, prefix)
    await keep(storage, 'a', { marks: ['sub:alice'] })
    await storage.write('a', 'replay', Buffer.of(), { ifVersion: 0, expiresAtMs: clock.now() + 20 })
    await storage.lease('a', 10)
    await storage.bury('b', clock.now() + 20)
    const keys = () => server.command('keys', `${prefix}:*`).split('\n').sort()
    await vi.waitFor(() =>
      expect(keys()).toEqual([
        `${prefix}:mark:sub:alice`,
        `${prefix}:{id:a}:lease`,
        `${prefix}:{id:a}:session`,
      ]),
    )
    // Each of the others has its end as well, those of numbers and marks an hour later.
    const lastMs = keys().map((key) => Number(server.command('pttl', key)))
    expect(Math.min(...lastMs)).toBeGreaterThan(0)
    expect(Math.max(...lastMs)).toBeLessThanOrEqual(3_600_000 + 60_000)
  })

  it('cleans the index of a mark when it is used, and not what clocks may dispute', async () => {
    const prefix = 'index'
    let nowMs = clock.now()
    const storage = createRedisStorage(parseRedisUrl(server.url)!, { now: () => nowMs }, prefix)
    onTestFinished(() => storage.close())
    const begin = (id: string) => keep(storage, id, { expiresAtMs: nowMs + 10, marks: ['alice'] })
    const entries = () => server.command('zrange', `${prefix}:mark:alice`, '0', '-1').split('\n')
    await begin('a')
    nowMs += 3_600_000
    await begin('b')
    expect(entries()).toEqual(['a', 'b'])
    nowMs += 10
    await begin('c')
    expect(entries()).toEqual(['b', 'c'])
  })

  it('lets no write that was refused bring forward the end of an entry', async () => {
    let nowMs = clock.now()
    const storage = openOn(server.url, { now: () => nowMs })
    onTestFinished(() => storage.close())
    const begin = (id: string, forMs: number) =>
      keep(storage, id, { expiresAtMs: nowMs + forMs, marks: ['alice'] })
    await begin('a', 10_000_000)
    expect(await begin('a', 10)).toBeUndefined()
    nowMs += 3_600_000 + 10
    await begin('b', 60_000) // cleans the index
    expect((await storage.find('alice')).sort()).toEqual(['a', 'b'])
  })

  it('gives a greater number than before even when the server has lost its memory [TS-09]', async () => {
    const storage = borrow(server.url, 'lost')
    const before = await storage.lease('a', 1)
    server.command('del', 'lost:{id:a}:lease')
    await vi.waitFor(() => expect(clock.now()).toBeGreaterThan(before!))
    expect(await storage.lease('a', 1)).toBeGreaterThan(before!)
  })

  it('takes a command that no script knows any more', async () => {
    const storage = borrow(server.url)
    await keep(storage, 'a')
    server.command('script', 'flush')
    expect(await keep(storage, 'b')).toBe(1)
  })

  it('takes a database by its number', async () => {
    const [prefix, other] = ['numbered', borrow(server.url, 'numbered')]
    await keep(borrow(`${server.url}/3`, prefix), 'a')
    expect(await other.read('a')).toEqual({})
    expect(server.command('-n', '3', 'keys', '*')).toBe(`${prefix}:{id:a}:session`)
  })

  it('finds its server through a sentinel', async () => {
    const sentinel = await openSentinel(server, 'main')
    onTestFinished(() => sentinel.close())
    const storage = borrow(sentinel.url, 'watched')
    await vi.waitFor(() => storage.ping(), { timeout: 10_000 }) // two ways to go before the first answer
    expect(await keep(storage, 'a')).toBe(1)
    expect(server.command('exists', 'watched:{id:a}:session')).toBe('1')
  })
})

describe.skipIf(!isHere)('a redis that fails', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await openRedis()
  })
  afterAll(() => server.close())

  it('is refused in bounded time while it hangs, and used again afterwards [SC-23]', async () => {
    const storage = borrow(server.url)
    await keep(storage, 'a')
    server.pause()
    onTestFinished(() => server.resume())
    const refusals = [storage.read('a'), keep(storage, 'b'), storage.ping(), storage.publish('x')]
    for (const refusal of refusals.map(refusalOf)) {
      expect((await refusal).message).toBe('The store does not answer: Command timed out.')
    }
    server.resume()
    await vi.waitFor(() => storage.ping(), { timeout: 10_000 })
    expect(Object.keys(await storage.read('a'))).toEqual(['session'])
  })

  it('is refused in bounded time when it hangs from the start', async () => {
    server.pause()
    onTestFinished(() => server.resume())
    const storage = borrow(server.url)
    expect((await refusalOf(storage.ping())).message).toContain('no answer')
    server.resume()
    await vi.waitFor(() => storage.ping(), { timeout: 10_000 })
  })

  it('is refused at once while it is away, and used again without help [SC-23]', async () => {
    const storage = borrow(server.url)
    const heard: string[] = []
    storage.subscribe((message) => void heard.push(message))
    await keep(storage, 'a')
    await server.kill()
    await vi.waitFor(async () =>
      expect((await refusalOf(storage.read('a'))).message).toContain('ECONNREFUSED'),
    )
    await server.restart()
    await vi.waitFor(() => storage.ping(), { timeout: 10_000, interval: 50 })
    expect(await keep(storage, 'b')).toBe(1)
    await vi.waitFor(
      async () => {
        await storage.publish('again')
        expect(heard).toContain('again')
      },
      { timeout: 10_000, interval: 50 },
    )
  })

  it('may come later than we do', async () => {
    await server.kill()
    const storage = borrow(server.url)
    await refusalOf(storage.ping())
    await server.restart()
    await vi.waitFor(() => storage.ping(), { timeout: 10_000, interval: 50 })
  })
})

describe.skipIf(!isHere)('a redis that breaks off between the index and the record', () => {
  // It refuses one half of each write, as if the connection had broken there.
  const openHalf = async (...allowed: string[]) => {
    const rules = ['on', 'nopass', '+@all', ...allowed]
    const half = await openRedis([
      '--user',
      'half',
      ...rules,
      '--user',
      'default',
      'on',
      'nopass',
      '~*',
      '+@all',
    ])
    onTestFinished(() => half.close())
    return {
      half: borrow(`redis://half:x@127.0.0.1:${half.port}`, 'h'),
      whole: borrow(half.url, 'h'),
    }
  }

  it('holds no session that cannot be found [LO-17]', async () => {
    const { half, whole } = await openHalf('~h:{id:*')
    await refusalOf(keep(half, 'a', { marks: ['sub:alice'] }))
    expect(await whole.read('a')).toEqual({})
  })

  it('refuses without telling what was to be written', async () => {
    const { half } = await openHalf('~h:mark:*')
    const refusal = await refusalOf(keep(half, 'a'))
    expect(refusal.message).toContain('NOPERM')
    // ioredis adds the command, whose arguments are octets that no search for words would find.
    expect(Object.getOwnPropertyNames(refusal).sort()).toEqual(['message', 'stack'])
  })

  it('finds no session that is not there [LO-17]', async () => {
    const { half, whole } = await openHalf('~h:mark:*')
    await refusalOf(keep(half, 'a', { marks: ['sub:alice'] }))
    expect(await whole.find('sub:alice')).toEqual([])
    await keep(whole, 'a', { marks: ['sub:alice'] })
    expect(await whole.find('sub:alice')).toEqual(['a'])
  })
})

describe.skipIf(!isHere)('a redis with a password', () => {
  let server: RedisServer
  let port: number
  beforeAll(async () => {
    const rules = ['on', '>p@ss:word', '~acl:*', '&acl:*', '+@all', '-@dangerous', '+info']
    server = await openRedis(['--user', 'bff', ...rules, '--user', 'default', 'off'])
    port = server.port
  })
  afterAll(() => server.close())

  it('lets in a user of its ACL who may use nothing but our prefix [SC-23]', async () => {
    const storage = borrow(`redis://bff:p%40ss%3Aword@127.0.0.1:${port}`, 'acl')
    const heard: string[] = []
    storage.subscribe((message) => void heard.push(message))
    expect(await keep(storage, 'a', { marks: ['sub:alice'] })).toBe(1)
    expect(await storage.find('sub:alice')).toEqual(['a'])
    await vi.waitFor(async () => {
      await storage.publish('here')
      expect(heard).toContain('here')
    })
  })

  it.each([
    ['a wrong password', 'redis://bff:marked-secret@127.0.0.1', 'WRONGPASS'],
    ['a user it does not know', 'redis://marked-name:marked-secret@127.0.0.1', 'WRONGPASS'],
    ['no password', 'redis://127.0.0.1', 'NOAUTH'],
  ])('says so without telling it: %s', async (_, url, fault) => {
    const storage = borrow(`${url}:${port}`)
    const refusal = await vi.waitFor(async () => {
      const refusal = await refusalOf(storage.read('a'))
      expect(refusal.message).toContain(fault)
      return refusal
    })
    expect(inspect(refusal, { depth: null, showHidden: true })).not.toContain('marked')
  })
})

it.skipIf(!isHere)('tells how many keys a redis has thrown away for want of memory', async () => {
  const server = await openRedis(['--maxmemory', '3mb', '--maxmemory-policy', 'allkeys-random'])
  onTestFinished(() => server.close())
  const storage = borrow(server.url)
  expect(await storage.evictions?.()).toBe(0)
  const options = { ifVersion: 0, expiresAtMs: inAMinute() }
  for (let id = 0; (await storage.evictions?.()) === 0 && id < 1_000; id += 1) {
    await storage.write(`large-${id}`, 'tokens', Buffer.alloc(100_000), options)
  }
  expect(await storage.evictions?.()).toBeGreaterThan(0)
})
