/**
 * Before the run that proves that many instances behave as one (CD-09): a real Redis, and the word to
 * `open-bff.ts` that every BFF it opens is two, behind a balancer without stickiness.
 */
import type { TestProject } from 'vitest/node'
import { isRedisInstalled, openRedis } from './redis-server.ts'

export async function setup(project: TestProject) {
  if (!isRedisInstalled()) {
    console.warn(
      '\nNO REDIS-SERVER: two instances share their memory instead. Install redis-server.\n',
    )
    project.provide('instances', { count: 2, redisUrl: undefined })
    return
  }
  const redis = await openRedis()
  project.provide('instances', { count: 2, redisUrl: redis.url })
  return () => redis.close()
}
