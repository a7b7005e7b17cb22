/** What is kept of a person's sign-ins, on every store there is: bounded, sealed, and never in anybody's way. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createActivity } from '../../src/session/activity.ts'
import type { SessionRecord } from '../../src/session/session-record.ts'
import { createKeyring } from '../../src/storage/keyring.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createSealed } from '../../src/storage/sealed.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { createMovableClock } from '../open-bff.ts'
import { isRedisInstalled, openRedis, type RedisServer } from '../redis-server.ts'

const record: SessionRecord = {
  iss: 'https://id.example.com',
  sub: 'alice',
  user: { sub: 'alice' },
  handle: 'h-1',
  authTime: 1,
  scope: 'openid',
  createdAt: 1,
  absoluteExpiresAt: 2,
}

let folder: string
let redis: RedisServer | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'activity-'))
  redis = isRedisInstalled() ? await openRedis() : undefined
})
afterAll(async () => {
  await redis?.close()
  await rm(folder, { recursive: true })
})

describe.each(['memory', 'sqlite', 'redis'])('activity on %s', (kind) => {
  function open(wrap = (storage: Storage) => storage) {
    const clock = createMovableClock()
    const urls: Record<string, string | undefined> = {
      memory: 'memory:',
      sqlite: `sqlite:${join(folder, `${randomBytes(4).toString('hex')}.db`)}`,
      redis: redis?.url,
    }
    const storage = openStorage(urls[kind] ?? 'memory:', clock)
    onTestFinished(() => storage.close())
    const sealed = createSealed(wrap(storage), createKeyring([randomBytes(32)]), randomBytes)
    return { clock, activity: createActivity(clock, sealed) }
  }
  const of = (sub: string): SessionRecord => ({ ...record, sub, handle: `h-${sub}` })

  it('is the last twenty, the latest first', async () => {
    const { activity } = open()
    const bob = of(randomBytes(4).toString('hex'))
    for (let round = 0; round < 21; round += 1) await activity.began(bob)
    await activity.ended(bob, 'idle')
    const told = await activity.of(bob.iss, bob.sub)
    expect(told).toHaveLength(20)
    expect(told[0]).toMatchObject({ what: 'ended', reason: 'idle', handle: bob.handle })
  })

  it('loses nothing when two are noted at once', async () => {
    const { activity } = open()
    const eve = of(randomBytes(4).toString('hex'))
    await Promise.all([activity.began(eve), activity.ended(eve, 'operator')])
    const told = await activity.of(eve.iss, eve.sub)
    expect(told.map(({ what }) => what).toSorted()).toEqual(['ended', 'signed-in'])
  })

  it('is kept in words that only our keys can read', async () => {
    const written: Uint8Array[] = []
    const { activity } = open((storage) => ({
      ...storage,
      write(id, name, value, options) {
        written.push(Buffer.from(id), value)
        return storage.write(id, name, value, options)
      },
    }))
    const dan = { ...of('dan-1729'), device: 'Firefox on Linux' }
    await activity.began(dan)
    expect(written).toHaveLength(2)
    expect(Buffer.concat(written).toString('latin1')).not.toMatch(/dan-1729|Firefox|signed-in/)
  })

  it('rejects for no store that is down', async () => {
    const down = () => Promise.reject(new Error('down'))
    const { activity } = open((storage) => ({ ...storage, read: down, write: down }))
    await expect(activity.began(record)).resolves.toBeUndefined()
    await expect(activity.ended(record, 'user')).resolves.toBeUndefined()
  })
})

it('is gone thirty days after the last of it', async () => {
  const clock = createMovableClock()
  const storage = openStorage('memory:', clock)
  const activity = createActivity(clock, storage)
  await activity.began(record)
  clock.advance(30 * 24 * 60 * 60_000)
  expect(await activity.of(record.iss, record.sub)).toEqual([])
  await storage.close()
})
