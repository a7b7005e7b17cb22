/**
 * How many instances stand behind each BFF that a test opens, and on what store: one on the store it names
 * or – in the run `two`, see two-instances.setup.ts – two on Redis, each with its own way there.
 */
import { inject } from 'vitest'
import type { Clock } from '../src/ports.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import type { Storage } from '../src/storage/storage.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    instances: { count: number; redisUrl: string | undefined }
  }
}

const { count, redisUrl } = inject('instances') ?? { count: 1, redisUrl: undefined }

export const instanceCount = count

/** @param given shared by all, for tests that look into it or break it */
export function openStorages(url: string, clock: Clock, given: Storage | undefined): Storage[] {
  if (given === undefined && url === 'memory:' && redisUrl !== undefined) {
    const place = `${redisUrl}/${nextDatabase()}`
    return Array.from({ length: count }, () => openStorage(place, clock))
  }
  const isShared = given !== undefined || url === 'memory:'
  const first = given ?? openStorage(url, clock)
  return Array.from({ length: count }, (_, at) =>
    at === 0 || isShared ? first : openStorage(url, clock),
  )
}

// Redis has sixteen databases: half of them for each worker, in turn.
let opened = 0
function nextDatabase(): number {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1) % 2
  return worker * 8 + (opened++ % 8)
}
