/**
 * Finding sessions in Redis. The truth is in each session record, which lists its marks; beside it, for
 * each mark, stands an index of ids with their expiry. The two lie in different slots, so no script can
 * change both, and the order matters: the index first, then the record. A crash between the two leaves an
 * entry that leads nowhere, and `find` looks behind each entry; the other way round it would leave a
 * session that no logout token ever finds.
 *
 * For the same reason an entry is removed only by time, an hour after its end (clocks differ): an entry
 * with nothing behind it may be that of a session which is just being written.
 */
import type { Clock } from '../ports.ts'
import type { RedisConnection } from './redis-connection.ts'
import type { RedisKeys } from './redis-keys.ts'
import { decodeRecord, type RedisRecord } from './redis-record.ts'
import type { Storage } from './storage.ts'

const slackMs = 3_600_000
const pageSize = 500

export function createRedisMarks(redis: RedisConnection, keys: RedisKeys, clock: Clock) {
  async function sessionOf(id: string): Promise<RedisRecord | undefined> {
    const stored = await redis.send((client) => client.getBuffer(keys.record(id, 'session')))
    const record = stored === null ? undefined : decodeRecord(stored)
    return record && record.expiresAtMs > clock.now() ? record : undefined
  }

  async function put(id: string, marks: readonly string[], expiresAtMs: number): Promise<void> {
    const given = [clock.now(), id, expiresAtMs, slackMs]
    await Promise.all(marks.map((mark) => redis.run('mark', [keys.mark(mark)], given)))
  }

  return {
    verbs: {
      async find(mark) {
        const ids = await redis.send((client) => client.zrange(keys.mark(mark), '0', '-1'))
        const sessions = await Promise.all(ids.map(sessionOf))
        return ids.filter((_, index) => sessions[index]?.marks.includes(mark))
      },

      // Server by server; the cursor says which, since the servers of a cluster may come and go.
      async sessions(cursor) {
        const servers = await redis.servers()
        const [name = servers[0]?.name, place = '0'] = cursor?.split(' ') ?? []
        const number = servers.findIndex((each) => each.name === name)
        if (number === -1)
          throw new Error('The servers have changed meanwhile; list from the start.')
        const { server } = servers[number]!
        const [next, found] = await redis.send(() =>
          server.scan(place, 'MATCH', keys.everySession, 'COUNT', pageSize),
        )
        const ids = found.map(keys.idOf)
        const sessions = await Promise.all(ids.map(sessionOf))
        const page = { ids: ids.filter((_, index) => sessions[index]) }
        if (next !== '0') return { ...page, next: `${name} ${next}` }
        const following = servers[number + 1]?.name
        return following === undefined ? page : { ...page, next: `${following} 0` }
      },
    } satisfies Partial<Storage>,

    put,

    /** Before the session itself is extended. */
    async extend(id: string, expiresAtMs: number): Promise<void> {
      const session = await sessionOf(id)
      if (session) await put(id, session.marks, expiresAtMs)
    },
  }
}
