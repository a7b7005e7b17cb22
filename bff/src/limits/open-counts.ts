/**
 * Where a process counts, by where it keeps its sessions: Redis counts for all instances. With SQLite the workers
 * of one machine share a count, and machines do not – nor do they share such a store.
 */
import { parseRedisUrl } from '../config/store-url.ts'
import type { Config } from '../config/config.ts'
import type { Counts } from '../ports.ts'
import { openClient } from '../storage/redis-client.ts'
import { createMemoryCounts, createRedisCounts, createWorkerCounts } from './counts.ts'

export function openCounts({ storeUrl, workers }: Pick<Config, 'storeUrl' | 'workers'>): Counts {
  const address = parseRedisUrl(storeUrl)
  if (address !== undefined) return createRedisCounts(openClient(address))
  return workers > 1 ? createWorkerCounts() : createMemoryCounts()
}
