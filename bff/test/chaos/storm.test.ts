/** The storm, its short form; `pnpm storm` is the long one. */
import { expect, it, onTestFinished } from 'vitest'
import { isRedisInstalled, openRedis } from '../redis-server.ts'
import { runStorm } from './storm.ts'
import { tableOf } from './storm-report.ts'

const isHere = isRedisInstalled()
if (!isHere) console.warn('\nNO REDIS-SERVER: the storm is skipped. Install redis or valkey.\n')

it.skipIf(!isHere)(
  'signs nobody out and refreshes once a session, though a process is killed in the middle [TS-07, TS-09, CD-09]',
  async () => {
    const redis = await openRedis()
    onTestFinished(() => redis.close())
    const report = await runStorm({
      storeUrl: redis.url,
      instances: 3,
      sessions: 20,
      calls: 10,
      rounds: 5,
      killEvery: 3,
      usualMs: 50,
      // Of an answer that comes later than this the tokens are lost; no machine is as slow as that.
      timeoutSeconds: 5,
    })
    expect(report.faults, tableOf(report)).toEqual([])
  },
  60_000,
)
