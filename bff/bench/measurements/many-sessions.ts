/**
 * Whether a call costs more when there are more sessions, asked in two ways: the same hundred of them ask, so
 * that only the size of the store differs; and each request comes from any of them at random, which is as hard
 * as it can be: with more than the cache holds nearly every call is the first of its session.
 */
import { measureByTurns } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'
import { sessionCookieName, startClaimcheck } from '../systems/claimcheck.ts'
import type { System } from '../systems/system.ts'

const hundred = 100

export async function costOfManySessions(stage: Stage): Promise<Table> {
  const { redisUrl, options } = stage
  const sqlite = options.quick ? [hundred, 10_000] : [hundred, 10_000, 100_000]
  const redis = options.full ? [hundred, 10_000, 1_000_000] : sqlite
  const stores = [
    ...sqlite.map((count) => ({ count, url: `sqlite:${stage.folder}/many-${count}.db` })),
    ...(redisUrl ? redis.map((count, at) => ({ count, url: `${redisUrl}/${at + 1}` })) : []),
  ]
  const systems: System[] = []
  for (const { count: sessions, url: storeUrl } of stores) {
    const name = `${storeUrl.split(':')[0]}, ${sessions.toLocaleString('en')} sessions`
    stage.tell(name)
    const all = stage.keep(await startClaimcheck(stage, { name, storeUrl, sessions }))
    const cookie = { name: sessionCookieName, sessions: hundred }
    systems.push({ ...all, name: `${name}, a hundred of them ask`, cookie })
    if (sessions > hundred) systems.push({ ...all, name: `${name}, any of them asks` })
  }
  const request = { method: 'GET', path: '/api/notes/1kb', connections: 64 }
  const found = await measureByTurns(stage.load, systems, request, options)
  return {
    title: 'GET, 1 kB, by number of sessions',
    columns: ['store', 'CPU µs', '× the first', 'quietest µs'],
    rows: found.map(({ name, micros, ratio, leastMicros }) => [name, micros, ratio, leastMicros]),
  }
}
