/**
 * `pnpm storm`: the long form of the storm (test/chaos/storm.ts) and the leak check, on a Redis of their own.
 * Prints every number; the exit code is 0 only when each is as wanted. Takes some minutes. `--short` takes one.
 */
import { type LeakReport, runLeakCheck } from '../test/chaos/leak-check.ts'
import { runStorm } from '../test/chaos/storm.ts'
import { tableOf } from '../test/chaos/storm-report.ts'
import { isRedisInstalled, openRedis } from '../test/redis-server.ts'

const long = { instances: 3, sessions: 200, calls: 50, rounds: 20, killEvery: 5 }
const short = { ...long, sessions: 50, rounds: 5 }
const leakPercent = 5

const isShort = process.argv.includes('--short')

if (!isRedisInstalled()) {
  console.error('The storm needs a redis-server on the PATH: install Redis or Valkey.')
  process.exit(1)
}
const redis = await openRedis()
try {
  const storm = { ...(isShort ? short : long), usualMs: 100, timeoutSeconds: 5 }
  const report = await runStorm({ ...storm, storeUrl: redis.url, tell: console.log })
  console.log(`\n${tableOf(report)}\n`)
  const leak = await runLeakCheck(redis.url, isShort ? 1_000 : 10_000)
  console.log(told(leak))
  const isLeaking = leak.growthPercent > leakPercent
  for (const fault of report.faults) console.error(`✗ ${fault}`)
  if (isLeaking) console.error('✗ the heap is not flat')
  process.exitCode = report.faults.length > 0 || isLeaking ? 1 : 0
} finally {
  await redis.close()
}

function told({ heapBytes, growthPercent }: LeakReport): string {
  const megabytes = heapBytes.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(' ')
  return `heap, then after each tenth of the cycles, MB: ${megabytes}\ngrowth: ${growthPercent.toFixed(1)} %`
}
