/**
 * Storage in this process, for tests: it forgets on exit and no second process sees it. Each method runs
 * in one turn of the event loop, so nothing can come between its check and its change.
 */
import type { Clock } from '../ports.ts'
import { createListeners } from './listeners.ts'
import { marksOf } from './marks.ts'
import { createMemoryLeases } from './memory-leases.ts'
import { type Kind, type Storage, type StoredRecord, sweepBatch } from './storage.ts'

interface Kept extends StoredRecord {
  marks: readonly string[]
}

export function createMemoryStorage(clock: Clock): Storage {
  const records = new Map<string, Map<Kind, Kept>>()
  const tombstones = new Map<string, number>()
  const leases = createMemoryLeases(clock)
  const listeners = createListeners()
  let closed = false

  const refuseWhenClosed = () => {
    if (closed) throw new Error('This storage is closed.')
  }
  const isAlive = (record: StoredRecord) => record.expiresAtMs > clock.now()
  const isBuried = (id: string) => (tombstones.get(id) ?? 0) > clock.now()
  const living = (id: string) =>
    [...(records.get(id) ?? [])].filter(([, record]) => isAlive(record))
  const livingSessions = () =>
    [...records].filter(([, siblings]) => {
      const session = siblings.get('session')
      return session !== undefined && isAlive(session)
    })
  const remove = (id: string, kind: Kind) => {
    const siblings = records.get(id)
    siblings?.delete(kind)
    if (siblings?.size === 0) records.delete(id)
  }

  return {
    async read(id) {
      refuseWhenClosed()
      return Object.fromEntries(living(id).map(([kind, record]) => [kind, recordOf(record)]))
    },

    async write(id, kind, value, options) {
      refuseWhenClosed()
      const { ifVersion, expiresAtMs, fence } = options
      const marks = marksOf(kind, options)
      if (isBuried(id) || (fence !== undefined && !leases.isHeld(id, fence))) return undefined
      const record = records.get(id)?.get(kind)
      const version = record !== undefined && isAlive(record) ? record.version : 0
      if (version !== ifVersion) return undefined
      const siblings = records.get(id) ?? new Map<Kind, Kept>()
      const written = recordOf({ value, version: version + 1, expiresAtMs })
      siblings.set(kind, { ...written, marks })
      records.set(id, siblings)
      return version + 1
    },

    async take(id, kind) {
      refuseWhenClosed()
      const record = records.get(id)?.get(kind)
      if (record === undefined || !isAlive(record)) return undefined
      remove(id, kind)
      return recordOf(record)
    },

    async extend(id, expiresAtMs) {
      refuseWhenClosed()
      const found = living(id)
      for (const [, record] of found) record.expiresAtMs = expiresAtMs
      return found.length > 0
    },

    async bury(id, untilMs) {
      refuseWhenClosed()
      const found = living(id)
      records.delete(id)
      leases.end(id)
      tombstones.set(id, Math.max(untilMs, tombstones.get(id) ?? 0))
      return found.length > 0
    },

    // Looks at everything: an index by mark is for real adapters, and so are pages.
    async find(mark) {
      refuseWhenClosed()
      return livingSessions()
        .filter(([, siblings]) => siblings.get('session')!.marks.includes(mark))
        .map(([id]) => id)
    },

    async sessions() {
      refuseWhenClosed()
      return { ids: livingSessions().map(([id]) => id) }
    },

    async lease(id, forMs) {
      refuseWhenClosed()
      return isBuried(id) ? undefined : leases.take(id, forMs)
    },

    async renewLease(id, fence, forMs) {
      refuseWhenClosed()
      return leases.renew(id, fence, forMs)
    },

    async releaseLease(id, fence) {
      refuseWhenClosed()
      leases.release(id, fence)
    },

    async publish(message) {
      refuseWhenClosed()
      listeners.tell(message)
    },

    subscribe: listeners.add,

    async ping() {
      refuseWhenClosed()
    },

    // Bounded in what it removes, not in what it looks at: an index by expiry is for real adapters.
    async sweep() {
      refuseWhenClosed()
      const expired = [...records].flatMap(([id, siblings]) =>
        [...siblings].filter(([, record]) => !isAlive(record)).map(([kind]) => ({ id, kind })),
      )
      const batch = expired.slice(0, sweepBatch)
      for (const { id, kind } of batch) remove(id, kind)
      const outlived = [...tombstones].filter(([, untilMs]) => untilMs <= clock.now())
      const last = outlived.slice(0, sweepBatch - batch.length)
      for (const [id] of last) tombstones.delete(id)
      const swept = batch.length + last.length
      return swept + leases.sweep(sweepBatch - swept)
    },

    async close() {
      closed = true
      listeners.clear()
    },
  }
}

// `new Uint8Array(bytes)` copies; `Buffer.slice` and `subarray` would share the caller's memory.
function recordOf({ value, version, expiresAtMs }: StoredRecord): StoredRecord {
  return { value: new Uint8Array(value), version, expiresAtMs }
}
