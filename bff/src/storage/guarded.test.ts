import { describe, expect, it } from 'vitest'
import { createEvents, type Event } from '../events.ts'
import { Problem } from '../http/problem.ts'
import { describeStorage } from './contract.suite.ts'
import { createGuardedStorage } from './guarded.ts'
import { createMemoryStorage } from './memory.ts'
import type { Storage } from './storage.ts'

const clock = { now: () => 1_800_000_000_000 }
const options = { ifVersion: 0, expiresAtMs: clock.now() + 60_000 }

describeStorage('guarded', (time) =>
  createGuardedStorage(createMemoryStorage(time), createEvents(time)),
)

describe('guarded storage', () => {
  it.each<[string, (storage: Storage) => Promise<unknown>]>([
    ['read', (storage) => storage.read('a')],
    ['write', (storage) => storage.write('a', 'session', Buffer.of(), options)],
    ['take', (storage) => storage.take('a', 'burned')],
    ['extend', (storage) => storage.extend('a', options.expiresAtMs)],
    ['bury', (storage) => storage.bury('a', options.expiresAtMs)],
    ['find', (storage) => storage.find('sub:alice')],
    ['sessions', (storage) => storage.sessions()],
    ['lease', (storage) => storage.lease('a', 1_000)],
    ['renewLease', (storage) => storage.renewLease('a', 1, 1_000)],
    ['releaseLease', (storage) => storage.releaseLease('a', 1)],
    ['publish', (storage) => storage.publish('ended')],
    ['ping', (storage) => storage.ping()],
    ['sweep', (storage) => storage.sweep()],
  ])('fails closed when %s fails: 503, try again, never "absent" [SC-23]', async (_, call) => {
    const { storage } = await brokenStorage()
    const problem = await call(storage).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({
      code: 'store-unreachable',
      status: 503,
      options: { retryAfter: 5 },
    })
  })

  it('tells of the failure once, with its cause', async () => {
    const { storage, told } = await brokenStorage()
    const problem: Problem = await storage.read('a').then(
      () => expect.fail('a broken storage answered'),
      (error: Problem) => error,
    )
    expect(told).toMatchObject([{ name: 'storage.failed', cause: problem.cause }])
    expect(problem.cause).toMatchObject({ message: 'This storage is closed.' })
  })
})

async function brokenStorage() {
  const events = createEvents(clock)
  const told: Event[] = []
  events.listen((event) => told.push(event))
  const storage = createMemoryStorage(clock)
  await storage.close()
  return { storage: createGuardedStorage(storage, events), told }
}
