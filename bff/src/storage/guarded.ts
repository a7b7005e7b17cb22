/**
 * Turns every failure of a storage into the problem `store-unreachable` (503, try again) and tells it once.
 * Without it a full disk would be an `internal` error; and were it ever mistaken for "no such session", an
 * outage would sign everybody out. Access stays closed meanwhile (ASVS 16.5.3: fail securely).
 */
import type { Events } from '../events.ts'
import { Problem } from '../http/problem.ts'
import type { Storage } from './storage.ts'

const retryAfterSeconds = 5

export function createGuardedStorage(storage: Storage, events: Pick<Events, 'emit'>): Storage {
  async function guard<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (cause) {
      events.emit('storage.failed', { cause })
      throw new Problem('store-unreachable', { cause, retryAfter: retryAfterSeconds })
    }
  }

  return {
    read: (id) => guard(storage.read(id)),
    write: (id, kind, value, options) => guard(storage.write(id, kind, value, options)),
    take: (id, kind) => guard(storage.take(id, kind)),
    extend: (id, expiresAtMs) => guard(storage.extend(id, expiresAtMs)),
    bury: (id, untilMs) => guard(storage.bury(id, untilMs)),
    find: (mark) => guard(storage.find(mark)),
    sessions: (cursor) => guard(storage.sessions(cursor)),
    lease: (id, forMs) => guard(storage.lease(id, forMs)),
    renewLease: (id, fence, forMs) => guard(storage.renewLease(id, fence, forMs)),
    releaseLease: (id, fence) => guard(storage.releaseLease(id, fence)),
    publish: (message) => guard(storage.publish(message)),
    // Cannot fail: who listens while the store is away hears what is said when it is back.
    subscribe: (listener) => storage.subscribe(listener),
    ...(storage.changes && { changes: storage.changes }),
    ping: () => guard(storage.ping()),
    sweep: () => guard(storage.sweep()),
    close: () => guard(storage.close()),
  }
}
