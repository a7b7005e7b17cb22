/** Storage on a real cluster of three masters: the same contract, over all slots. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseRedisUrl } from '../../src/config/store-url.ts'
import type { Clock } from '../../src/ports.ts'
import { createCached } from '../../src/storage/cached.ts'
import { describeStorage } from '../../src/storage/contract.suite.ts'
import { createRedisStorage } from '../../src/storage/redis.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { openRedisCluster, type RedisCluster } from '../redis-cluster.ts'
import { isRedisInstalled } from '../redis-server.ts'

// redis.test.ts says aloud why.
describe.skipIf(!isRedisInstalled())('a redis cluster', () => {
  let cluster: RedisCluster
  let stores = 0
  const clock = { now: () => Date.now() }
  beforeAll(async () => {
    cluster = await openRedisCluster()
  })
  afterAll(() => cluster.close())

  const open = (time: Clock, prefix = `test-${++stores}`) =>
    createRedisStorage(parseRedisUrl(cluster.url)!, time, prefix)

  describeStorage('redis cluster', (time) => open(time), { sweepsItself: true })
  describeStorage('cached redis cluster', (time) => createCached(open(time), time), {
    sweepsItself: true,
    sharesRecords: true,
  })

  it('carries what one instance says to another', async () => {
    const [one, other] = [open(clock, 'said'), open(clock, 'said')]
    onTestFinished(async () => {
      await one.close()
      await other.close()
    })
    const heard: string[] = []
    other.subscribe((message) => void heard.push(message))
    await vi.waitFor(async () => {
      await one.publish('heard?')
      expect(heard).toContain('heard?')
    })
  })

  describe('behind a cache', () => {
    const ids = Array.from({ length: 30 }, (_, number) => `${number}`)
    const soon = { timeout: 15_000, interval: 20 }

    /** Two instances that know of changes on every master, and thirty sessions that both have read. */
    async function setScene() {
      const prefix = `cached-${++stores}`
      const both = [open(clock, prefix), open(clock, prefix)].map((each) =>
        createCached(each, clock),
      )
      onTestFinished(async () => {
        for (const each of both) await each.close()
      })
      const [one, other] = both as unknown as [Storage, Storage]
      await vi.waitFor(() => begin(one), soon)
      const areKept = () => vi.waitFor(() => expectKept(both), soon)
      await areKept()
      return { one, other, areKept }
    }

    async function begin(storage: Storage): Promise<void> {
      const options = { ifVersion: 0, expiresAtMs: clock.now() + 60_000 }
      await Promise.all(ids.map((id) => storage.write(id, 'session', Buffer.of(), options)))
    }

    async function expectKept(both: Storage[]): Promise<void> {
      for (const each of both) {
        expect(each.changes!.areKnown()).toBe(true)
        const first = await Promise.all(ids.map((id) => each.read(id)))
        const second = await Promise.all(ids.map((id) => each.read(id)))
        for (const [at, { session }] of first.entries()) expect(second[at]!.session).toBe(session)
      }
    }

    it('serves an ended session nowhere, whichever master held it [SC-13]', async () => {
      const { one, other } = await setScene()
      await Promise.all(ids.map((id) => one.bury(id, clock.now() + 60_000)))
      const endedAt = performance.now()
      await vi.waitFor(async () => {
        const found = await Promise.all(ids.map((id) => other.read(id)))
        expect(found.flatMap((records) => Object.keys(records))).toEqual([])
      }, soon)
      expect(performance.now() - endedAt).toBeLessThan(1_000)
    })

    it('serves nothing it keeps of a master that is away, and is itself again afterwards', async () => {
      const { one, other, areKept } = await setScene()
      const node = cluster.nodes[1]!
      await node.kill()
      onTestFinished(cluster.whole)
      const lost = () => Promise.allSettled(ids.map((id) => other.read(id)))
      await vi.waitFor(async () => {
        const served = (await lost()).filter(({ status }) => status === 'fulfilled')
        expect(served.length).toBeLessThan(25)
      }, soon)
      await node.restart()
      await cluster.whole()
      // What that master held is lost with its memory, so sessions are begun again.
      await vi.waitFor(() => begin(one), soon)
      await areKept()
    })
  })

  it('serves what two of three masters hold while the third is away', async () => {
    const storage = open(clock)
    onTestFinished(() => storage.close())
    const ids = Array.from({ length: 30 }, (_, number) => `${number}`)
    const write = (id: string) =>
      storage.write(id, 'session', Buffer.of(), { ifVersion: 0, expiresAtMs: clock.now() + 60_000 })
    await Promise.all(ids.map(write))
    cluster.nodes[2]!.pause()
    onTestFinished(cluster.whole)
    onTestFinished(() => cluster.nodes[2]!.resume())
    const startedAt = performance.now()
    const answers = await Promise.allSettled(ids.map((id) => storage.read(id)))
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    const served = answers.filter(({ status }) => status === 'fulfilled')
    expect(served.length).toBeGreaterThan(10)
    expect(served.length).toBeLessThan(30)
    cluster.nodes[2]!.resume()
    await vi.waitFor(() => Promise.all(ids.map((id) => storage.read(id))), { timeout: 10_000 })
  })
})
