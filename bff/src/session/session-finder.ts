/** All living sessions of one person, on whatever device: for that person, and for the operator. */
import type { Clock } from '../ports.ts'
import type { Storage } from '../storage/storage.ts'
import type { Lifetime } from './lifetime.ts'
import { subjectMark } from './marks.ts'
import { type SessionRecord, decodeRecord } from './session-record.ts'

export interface FoundSession {
  id: string
  record: SessionRecord
  idleExpiresAtMs: number
}

export interface SessionFinder {
  /** @returns undefined when it is over, or about to be swept */
  find(id: string): Promise<FoundSession | undefined>
  of(iss: string, sub: string): Promise<FoundSession[]>
}

export function createSessionFinder(
  clock: Clock,
  storage: Pick<Storage, 'find' | 'read'>,
  lifetime: Lifetime,
): SessionFinder {
  return {
    find,
    async of(iss, sub) {
      const ids = await storage.find(subjectMark(iss, sub))
      const found = await Promise.all(ids.map(find))
      // A mark is a hash and an index may lag: what counts is whom the record names.
      return found.filter(
        (each) => each?.record.iss === iss && each.record.sub === sub,
      ) as FoundSession[]
    },
  }

  async function find(id: string): Promise<FoundSession | undefined> {
    const { session } = await storage.read(id)
    if (session === undefined) return undefined
    const record = decodeRecord(session.value)
    const idleExpiresAtMs = lifetime.fromStored(session.expiresAtMs)
    // The store keeps it a little longer than it is valid.
    if (lifetime.endedBy(record, idleExpiresAtMs, clock.now()) !== undefined) return undefined
    return { id, record, idleExpiresAtMs }
  }
}
