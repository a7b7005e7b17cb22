/**
 * From STORE_URL to a storage. It refuses what it does not know, without repeating it: a store URL may hold
 * a password. One more store? Write its adapter, let it run the contract suite, add its scheme here.
 */
import { parseRedisUrl } from '../config/store-url.ts'
import type { Clock } from '../ports.ts'
import { createMemoryStorage } from './memory.ts'
import { createRedisStorage } from './redis.ts'
import { createSqliteStorage } from './sqlite.ts'
import type { Storage } from './storage.ts'

export function openStorage(url: string, clock: Clock): Storage {
  if (url === 'memory:') return createMemoryStorage(clock)
  if (url.startsWith('sqlite:')) return createSqliteStorage(fileIn(url), clock)
  const address = parseRedisUrl(url)
  if (address !== undefined) return createRedisStorage(address, clock)
  throw new Error(
    'STORE_URL names a store that does not exist here: write sqlite:<file>, redis://… or memory:.',
  )
}

// `sqlite://data/x.db` looks like a host and a path; taken as a path it would begin at the root.
function fileIn(url: string): string {
  const file = url.slice('sqlite:'.length)
  if (file === '' || file.startsWith('//') || file.startsWith(':')) {
    throw new Error(
      'STORE_URL names no file: write sqlite:./data/claimcheck.db or sqlite:/var/….db.',
    )
  }
  return file
}
