/**
 * Opened records in this process, in front of a store that others change too: decrypted once, when they
 * come in, and read without the store as long as they are true. The store tells what has changed
 * (`changes`); one that tells nothing is handed on as it is.
 *
 * What the cache may never outlive:
 *  - a change made here: it is forgotten before the change is answered;
 *  - a change made elsewhere: forgotten when it is told, mostly within a millisecond or two, and when
 *    nothing has been heard for a second, nothing kept is believed until it is known that no word was
 *    lost (Redis; an SQLite file is asked, and is exact);
 *  - the connection that tells: when it breaks, everything is forgotten;
 *  - its own time: an expired record is absent; its memory goes when the store tells that it is removed.
 *
 * Writes always go to the store with the version that was read, so a stale reader loses there. Readers
 * share records and must not change them; for as long as a version is kept it is the same object, so what
 * was made of it can be remembered by it (WeakMap).
 */
import type { Clock } from '../ports.ts'
import { oncePerTurn } from './once-per-turn.ts'
import type { Kind, Storage, StoredRecord } from './storage.ts'

type Records = Awaited<ReturnType<Storage['read']>>

export interface CachedStorage extends Storage {
  /** What `read` would answer from memory, for a request that has just come; undefined where it would ask. */
  known(id: string): Records | undefined
}

/** Octets of values; what else an id costs, some hundred, is bounded by their number. */
const usualLimits = { ids: 10_000, bytes: 64 * 1024 * 1024 }

export function createCached(storage: Storage, clock: Clock, limits = usualLimits): CachedStorage {
  const { changes } = storage
  if (changes === undefined) return { ...storage, known: () => undefined }
  /** The least recently read first: a Map keeps the order in which it was filled. */
  const kept = new Map<string, Records>()
  /** Reads under way whose answer is still worth keeping: nothing has changed since they began. */
  const reading = new Map<string, symbol>()
  let bytes = 0
  const areKnownThisTurn = oncePerTurn(clock, () => changes.areKnown())

  changes.listen((id) => (id === undefined ? forgetAll() : forget(id)))

  function forget(id: string): void {
    reading.delete(id)
    const records = kept.get(id)
    if (records === undefined) return
    bytes -= sizeOf(records)
    kept.delete(id)
  }

  function forgetAll(): void {
    reading.clear()
    kept.clear()
    bytes = 0
  }

  function known(id: string): Records | undefined {
    return areKnownThisTurn() ? keptOf(id) : undefined
  }

  function keptOf(id: string): Records | undefined {
    const records = kept.get(id)
    if (records === undefined) return undefined
    kept.delete(id)
    kept.set(id, records)
    return livingOf(records, clock.now())
  }

  async function readAndKeep(id: string): Promise<Records> {
    const read = Symbol('read')
    reading.set(id, read)
    try {
      const records = await storage.read(id)
      if (reading.get(id) === read) keep(id, records)
      return records
    } finally {
      if (reading.get(id) === read) reading.delete(id)
    }
  }

  // Nothing is kept about nobody: made-up cookies must not drive real sessions out.
  function keep(id: string, records: Records): void {
    forget(id)
    const size = sizeOf(records)
    if (Object.keys(records).length === 0 || size > limits.bytes) return
    kept.set(id, records)
    bytes += size
    for (const oldest of kept.keys()) {
      if (kept.size <= limits.ids && bytes <= limits.bytes) break
      forget(oldest)
    }
  }

  async function changing<T>(id: string, change: () => Promise<T>): Promise<T> {
    try {
      return await change()
    } finally {
      // Whatever came of it: a failed write may have happened.
      forget(id)
    }
  }

  return {
    ...storage,

    known,

    async read(id) {
      if (!changes.areKnown()) return storage.read(id)
      return keptOf(id) ?? readAndKeep(id)
    },

    write: (id, kind, value, options) =>
      changing(id, () => storage.write(id, kind, value, options)),
    take: (id, kind) => changing(id, () => storage.take(id, kind)),
    extend: (id, expiresAtMs) => changing(id, () => storage.extend(id, expiresAtMs)),
    bury: (id, untilMs) => changing(id, () => storage.bury(id, untilMs)),

    async close() {
      forgetAll()
      await storage.close()
    },
  }
}

/** Nearly always all of them, and then nothing is copied. */
function livingOf(records: Records, now: number): Records {
  for (const kind in records) {
    if (!isAlive(records[kind as Kind]!, now)) return withoutDead(records, now)
  }
  return records
}

function withoutDead(records: Records, now: number): Records {
  const all = Object.entries(records) as [Kind, StoredRecord][]
  return Object.fromEntries(all.filter(([, record]) => isAlive(record, now)))
}

function isAlive({ expiresAtMs }: StoredRecord, now: number): boolean {
  return expiresAtMs > now
}

function sizeOf(records: Records): number {
  return Object.values(records).reduce((size, { value }) => size + value.length, 0)
}
