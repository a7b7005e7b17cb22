/**
 * Storage in this process, for tests: it forgets on exit and no second process sees it. Each method runs
 * in one turn of the event loop, so nothing can come between its check and its change.
 */
import type { Clock } from '../ports.ts'
import { type Kind, type Storage, type StoredRecord, sweepBatch } from './storage.ts'

export function createMemoryStorage(clock: Clock): Storage {
  const records = new Map<string, Map<Kind, StoredRecord>>()
  const tombstones = new Map<string, number>()
  let closed = false

  const refuseWhenClosed = () => {
    if (closed) throw new Error('This storage is closed.')
  }
  const isAlive = (record: StoredRecord) => record.expiresAtMs > clock.now()
  const living = (id: string) =>
    [...(records.get(id) ?? [])].filter(([, record]) => isAlive(record))
  const remove = (id: string, kind: Kind) => {
    const siblings = records.get(id)
    siblings?.delete(kind)
    if (siblings?.size === 0) records.delete(id)
  }

  return {
    async read(id) {
      refuseWhenClosed()
      return Object.fromEntries(living(id).map(([kind, record]) => [kind, copyOf(record)]))
    },

    async write(id, kind, value, { ifVersion, expiresAtMs }) {
      refuseWhenClosed()
      if ((tombstones.get(id) ?? 0) > clock.now()) return undefined
      const record = records.get(id)?.get(kind)
      const version = record !== undefined && isAlive(record) ? record.version : 0
      if (version !== ifVersion) return undefined
      const siblings = records.get(id) ?? new Map<Kind, StoredRecord>()
      siblings.set(kind, copyOf({ value, version: version + 1, expiresAtMs }))
      records.set(id, siblings)
      return version + 1
    },

    async take(id, kind) {
      refuseWhenClosed()
      const record = records.get(id)?.get(kind)
      if (record === undefined || !isAlive(record)) return undefined
      remove(id, kind)
      return record
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
      tombstones.set(id, Math.max(untilMs, tombstones.get(id) ?? 0))
      return found.length > 0
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
      return batch.length + last.length
    },

    async close() {
      closed = true
    },
  }
}

// `new Uint8Array(bytes)` copies; `Buffer.slice` and `subarray` would share the caller's memory.
function copyOf(record: StoredRecord): StoredRecord {
  return { ...record, value: new Uint8Array(record.value) }
}
