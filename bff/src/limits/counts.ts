/**
 * How often something was asked within a window, counted where all who must know can count: in Redis when there is
 * Redis, else in the memory of this process or of the one that looks after the workers. Alone imports
 * rate-limiter-flexible, and of it only the counting: what is too much, ledger.ts decides.
 *
 * It never fails. Where Redis does not answer, or the other process does not, this process goes on counting for
 * itself: a limiter that is in doubt must neither close the door on everybody nor stand wide open.
 *
 * The windows are the library's and run by the system's time, not by our clock: `endsInMs` is all that is told
 * of them.
 */
import { once } from 'node:events'
import {
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  RateLimiterRedis,
} from 'rate-limiter-flexible'
import type { Counts } from '../ports.ts'
import { type Client, commandTimeoutMs } from '../storage/redis-client.ts'

/** What limiters of the library have in common. `penalty` adds; unlike `consume` it does not judge. */
interface Limiter {
  penalty(key: string, points: number): Promise<{ consumedPoints: number; msBeforeNext: number }>
}

const keyPrefix = 'claimcheck:rate'
const points = 1 // they want one, and nobody asks them whether it was too much

export function createMemoryCounts(): Counts {
  const limiters = byWindow((duration) => new RateLimiterMemory({ points, duration }))
  return { add: (...asked) => add(limiters, ...asked), close() {} }
}

/** One round trip to add and to hear the sum. The key expires by itself. */
export function createRedisCounts(client: Client): Counts {
  client.on('error', () => {}) // who fails is told of it, and counts on; the store tells of the outage
  const limiters = byWindow(
    (duration) =>
      new RateLimiterRedis({
        storeClient: client,
        keyPrefix,
        points,
        duration,
        insuranceLimiter: new RateLimiterMemory({ points, duration }),
      }),
  )
  return {
    async add(...asked) {
      if (beforeReady.has(client.status)) await readyOrNot(client)
      return add(limiters, ...asked)
    },
    close: () => client.disconnect(),
  }
}

const beforeReady = new Set<string>(['wait', 'connecting', 'connect'])

/** The first at this door should not be counted elsewhere only because the connection is a moment younger. */
async function readyOrNot(client: Client): Promise<void> {
  const signal = AbortSignal.timeout(commandTimeoutMs)
  await once(client, 'ready', { signal }).catch(() => {})
}

/**
 * In a worker process: counted by the one that looks after all of them. It is waited for as long as the library
 * does, five seconds: while it hangs, no new connection is handed out either.
 */
export function createWorkerCounts(): Counts {
  const own = createMemoryCounts()
  const limiters = byWindow(
    (duration) =>
      new RateLimiterCluster({
        keyPrefix: `${keyPrefix}:${duration}`, // there, a limiter is known by this name
        points,
        duration,
      }),
  )
  return { add: (...asked) => add(limiters, ...asked).catch(() => own.add(...asked)), close() {} }
}

/** In that one: it does the counting. */
export function countForWorkers(): void {
  void new RateLimiterClusterMaster()
}

function byWindow(create: (seconds: number) => Limiter): (seconds: number) => Limiter {
  const limiters = new Map<number, Limiter>()
  return (seconds) => {
    const limiter = limiters.get(seconds) ?? create(seconds)
    limiters.set(seconds, limiter)
    return limiter
  }
}

async function add(
  limiterFor: (seconds: number) => Limiter,
  key: string,
  calls: number,
  seconds: number,
) {
  const { consumedPoints, msBeforeNext } = await limiterFor(seconds).penalty(key, calls)
  return { total: consumedPoints, endsInMs: msBeforeNext }
}
