/**
 * What people cost who do nothing: a session that lies in the store, one that this process has lately seen, a
 * page that listens.
 */
import { statSync } from 'node:fs'
import { freePort } from '../../dev/loopback-server.ts'
import { openRedis } from '../../test/redis-server.ts'
import { mintSessions } from '../minted-sessions.ts'
import { askRaw, forEach } from '../raw-requests.ts'
import type { Stage, Table } from '../stage.ts'
import { envOf } from '../systems/claimcheck.ts'
import { startWatched } from '../watched.ts'

const streams = 1_000

export async function memoryHeld(stage: Stage): Promise<Table> {
  // Not more than the cache takes: it is bounded, at ten thousand ids and 64 MB (storage/cached.ts).
  const sessions = stage.options.quick ? 2_000 : 8_000
  const file = `${stage.folder}/held.db`
  const port = await freePort(0)
  const env = envOf(`sqlite:${file}`, port, stage)
  await mintSessions(env, 0, sessions)
  const fileBytes = statSync(file).size
  const app = stage.keep(await startWatched(env))
  const url = '/api/notes/1kb'
  await forEach(500, 8, async (n) => void (await askRaw(port, url, n % 50)).socket.destroy())
  const before = await app.held()
  await forEach(sessions, 8, async (n) => void (await askRaw(port, url, n)).socket.destroy())
  const seen = await app.held()

  const open: (() => void)[] = []
  await forEach(streams, 8, async (n) => {
    const { socket } = await askRaw(port, '/api/notes/events', n, { accept: 'text/event-stream' })
    open.push(() => socket.destroy())
  })
  const listening = await app.held()
  for (const close of open) close()

  const kilobytes = (bytes: number, by: number) => bytes / by / 1024
  const seenBytes = seen.memoryBytes - before.memoryBytes
  const streamBytes = listening.memoryBytes - seen.memoryBytes
  const streamRss = listening.rssBytes - seen.rssBytes
  return {
    title: 'What lies there',
    columns: ['what', 'kB each'],
    rows: [
      ['session with 4 kB of tokens, in the SQLite file', kilobytes(fileBytes, sessions)],
      ...(await redisRow(stage, env, sessions)),
      ['the same, seen lately: memory of this process', kilobytes(seenBytes, sessions)],
      ['open event stream, of 1,000: memory of this process', kilobytes(streamBytes, streams)],
      ['… resident, with the buffers of both sockets', kilobytes(streamRss, streams)],
    ],
  }
}

async function redisRow(stage: Stage, env: Record<string, string>, sessions: number) {
  if (stage.redisUrl === undefined) return []
  const redis = await openRedis()
  const usedBytes = () => Number(/used_memory:(\d+)/.exec(redis.command('info', 'memory'))?.[1])
  const before = usedBytes()
  await mintSessions({ ...env, STORE_URL: redis.url }, 0, sessions)
  const bytes = usedBytes() - before
  await redis.close()
  return [['the same, in Redis', bytes / sessions / 1024]]
}
