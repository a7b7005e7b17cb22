/**
 * One instance's way to the store they share. Each call waits for its turn, then takes effect and is seen
 * by the oracle – or fails, before its effect or (worse) after it. What a dead instance has sent may still
 * arrive; nothing ever comes back to it.
 */
import type { Kind, Storage } from '../../../src/storage/storage.ts'
import type { Oracle } from './oracle.ts'
import type { Turns } from './turns.ts'

export interface Life {
  /** Of this instance; the next in its place has another. */
  name: string
  isDead: boolean
  /** Died before what it had sent was on its way. */
  isCut: boolean
  /** What happens to the next calls to the store. */
  storeFaults: ('before' | 'after')[]
}

/** One that took effect. */
export interface Write {
  id: string
  kind: Kind
  version: number
  expiresAtMs: number
}

export function createFaultyStorage(storage: Storage, life: Life, turns: Turns, oracle: Oracle) {
  async function call<T>(
    what: string,
    effect: () => Promise<T>,
    seen: (result: T) => void,
  ): Promise<T> {
    await turns.turn(`${life.name} ${what}`)
    if (life.isCut) return never()
    const fault = life.isDead ? undefined : life.storeFaults.shift()
    if (fault === 'before') throw new Error('the store is away')
    const result = await effect()
    seen(result)
    if (life.isDead) return never()
    if (fault === 'after') throw new Error('the store did its work and did not say so')
    return result
  }
  const unseen = () => {}
  const nickname = (id: string) => oracle.nickname(id)

  return {
    ...storage,
    read: (id) => call(`reads ${nickname(id)}`, () => storage.read(id), unseen),
    write: (id, kind, value, how) =>
      call(
        `writes ${kind} of ${nickname(id)}`,
        () => storage.write(id, kind, value, how),
        (version) => {
          if (version === undefined) oracle.refusedToWrite(id)
          else oracle.written({ id, kind, version, ...how }, life.name)
        },
      ),
    take: (id, kind) =>
      call(`takes ${kind} of ${nickname(id)}`, () => storage.take(id, kind), unseen),
    extend: (id, expiresAtMs) =>
      call(
        `extends ${nickname(id)}`,
        () => storage.extend(id, expiresAtMs),
        (alive) => {
          if (alive) oracle.extended(id, expiresAtMs)
        },
      ),
    bury: (id, untilMs) =>
      call(
        `buries ${nickname(id)}`,
        () => storage.bury(id, untilMs),
        () => oracle.buried(id),
      ),
    find: (mark) => call('finds sessions', () => storage.find(mark), unseen),
    lease: (id, forMs) =>
      call(
        `leases ${nickname(id)}`,
        () => storage.lease(id, forMs),
        (fence) => {
          if (fence !== undefined) oracle.leased(id)
        },
      ),
    renewLease: (id, fence, forMs) =>
      call(
        `renews its lease on ${nickname(id)}`,
        () => storage.renewLease(id, fence, forMs),
        unseen,
      ),
    releaseLease: (id, fence) =>
      call(`releases ${nickname(id)}`, () => storage.releaseLease(id, fence), unseen),
    publish: (message) => call('publishes', () => storage.publish(message), unseen),
  } satisfies Storage
}

export function never(): Promise<never> {
  return new Promise(() => {})
}
