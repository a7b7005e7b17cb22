/** Storage on a real cluster of three masters: the same contract, over all slots. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseRedisUrl } from '../../src/config/store-url.ts'
import type { Clock } from '../../src/ports.ts'
import { describeStorage } from '../../src/storage/contract.suite.ts'
import { createRedisStorage } from '../../src/storage/redis.ts'
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

  it('serves what two of three masters hold while the third is away', async () => {
    const storage = open(clock)
    onTestFinished(() => storage.close())
    const ids = Array.from({ length: 30 }, (_, number) => `${number}`)
    const write = (id: string) =>
      storage.write(id, 'session', Buffer.of(), { ifVersion: 0, expiresAtMs: clock.now() + 60_000 })
    await Promise.all(ids.map(write))
    cluster.nodes[2]!.pause()
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
