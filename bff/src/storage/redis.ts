/**
 * Storage in Redis or Valkey, for many instances of the BFF: one server, one watched by sentinels, or a
 * cluster. Each verb is one round trip and one script (redis-scripts.ts); only marks, which lie in other
 * slots, take a second (redis-marks.ts). Expired keys are removed by the engine, so there is nothing to sweep.
 *
 * The server must not evict (`maxmemory-policy noeviction`): a tombstone is a small key that nobody reads,
 * the first to go, and without it a dead session can be written again.
 *
 * An answer that does not come within half a second is a failure (redis-connection.ts), and what was asked
 * may still have happened. Replicas follow with a delay: after a failover the last moments, a sign-in, a
 * sign-out or a rotation, may be undone, as after a power cut.
 */
import type { RedisAddress } from '../config/store-url.ts'
import type { Clock } from '../ports.ts'
import { marksOf } from './marks.ts'
import { createRedisChannel } from './redis-channel.ts'
import { connectRedis } from './redis-connection.ts'
import { createRedisKeys, kinds } from './redis-keys.ts'
import { createRedisMarks } from './redis-marks.ts'
import { decodeRecord, encodeMarks } from './redis-record.ts'
import { fenceMemoryMs, type Kind, type Storage, type StoredRecord } from './storage.ts'

export function createRedisStorage(
  address: RedisAddress,
  clock: Clock,
  prefix = 'claimcheck',
): Storage {
  const redis = connectRedis(address)
  const keys = createRedisKeys(prefix)
  const marks = createRedisMarks(redis, keys, clock)
  const channel = createRedisChannel(redis, keys, clock)

  return {
    ...marks.verbs,
    ...channel.verbs,

    async read(id) {
      const stored = await redis.send((client) => client.mgetBuffer(keys.records(id)))
      const records: Partial<Record<Kind, StoredRecord>> = {}
      for (const [index, kind] of kinds.entries()) {
        const record = livingRecord(stored[index])
        if (record) records[kind] = record
      }
      return records
    },

    async write(id, kind, value, options) {
      const names = marksOf(kind, options)
      const { ifVersion, expiresAtMs, fence = '' } = options
      await marks.put(id, names, expiresAtMs)
      const version = await redis.run(
        'write',
        [keys.record(id, kind), keys.grave(id), keys.lease(id)],
        [clock.now(), ifVersion, expiresAtMs, fence, encodeMarks(names), value],
      )
      return Number(version) || undefined
    },

    async take(id, kind) {
      const stored = await redis.run('take', [keys.record(id, kind)], [clock.now()])
      return livingRecord(stored as Buffer | null)
    },

    async extend(id, expiresAtMs) {
      await marks.extend(id, expiresAtMs)
      return Number(await redis.run('extend', keys.records(id), [clock.now(), expiresAtMs])) > 0
    },

    async bury(id, untilMs) {
      const graveAndLease = [keys.grave(id), keys.lease(id)]
      const all = [...keys.records(id), ...graveAndLease]
      return Number(await redis.run('bury', all, [clock.now(), untilMs, fenceMemoryMs])) > 0
    },

    async lease(id, forMs) {
      const given = [clock.now(), forMs, fenceMemoryMs]
      const fence = await redis.run('lease', [keys.lease(id), keys.grave(id)], given)
      return fence === null ? undefined : Number(fence)
    },

    async renewLease(id, fence, forMs) {
      return setLeaseEnd(id, fence, clock.now() + forMs)
    },

    async releaseLease(id, fence) {
      await setLeaseEnd(id, fence, clock.now())
    },

    async ping() {
      await redis.send((client) => client.ping())
    },

    async evictions() {
      const servers = await redis.servers()
      const told = await Promise.all(servers.map(({ server }) => server.info('stats')))
      return told.reduce((all, text) => all + Number(/^evicted_keys:(\d+)/m.exec(text)?.[1]), 0)
    },

    async evictionPolicy() {
      const servers = await redis.servers()
      const told = await Promise.all(servers.map(({ server }) => server.info('memory')))
      const policies = told.map((text) => /^maxmemory_policy:(\S+)/m.exec(text)?.[1])
      return policies.find((policy) => policy !== 'noeviction') ?? policies[0]
    },

    async sweep() {
      return 0
    },

    async close() {
      channel.close()
      redis.close()
    },
  }

  async function setLeaseEnd(id: string, fence: number, untilMs: number): Promise<boolean> {
    const given = [clock.now(), fence, untilMs, fenceMemoryMs]
    return Number(await redis.run('setLeaseEnd', [keys.lease(id)], given)) === 1
  }

  function livingRecord(stored: Buffer | null | undefined): StoredRecord | undefined {
    if (stored == null) return undefined
    const { value, version, expiresAtMs } = decodeRecord(stored)
    return expiresAtMs > clock.now() ? { value, version, expiresAtMs } : undefined
  }
}
