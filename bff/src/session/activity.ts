/**
 * What became of one person's sign-ins lately, for their own eyes on the account page: signed in, confirmed
 * that it was them, and every end with its reason. The last twenty of it, thirty days after the last at most;
 * nothing in it is of use as a credential.
 *
 * It stands beside the sessions, under a name made of a hash, sealed like everything else. Best effort: whoever
 * cannot be written down signs in and out all the same, and two at once may cost a line.
 */
import type { ActivityEntry, ActivityKind } from 'shared/sessions'
import type { EndReason } from 'shared/session'
import type { Clock } from '../ports.ts'
import { digest } from '../storage/digest.ts'
import type { Storage } from '../storage/storage.ts'
import type { SessionRecord } from './session-record.ts'

export interface Activity {
  /** Never rejects. */
  began(record: SessionRecord): Promise<void>
  /** Never rejects. One that was replaced goes untold: the sign-in that replaced it was told of. */
  ended(record: SessionRecord, reason: EndReason): Promise<void>
  /** The latest first. */
  of(iss: string, sub: string): Promise<ActivityEntry[]>
}

const most = 20
const keptMs = 30 * 24 * 60 * 60_000
/** Somebody who comes second reads again. More than a few at once are no person's. */
const tries = 3

export function createActivity(clock: Clock, storage: Pick<Storage, 'read' | 'write'>): Activity {
  return {
    began: (record) => note(record, record.stepUp === undefined ? 'signed-in' : 'confirmed'),
    async ended(record, reason) {
      if (reason !== 'replaced') await note(record, 'ended', reason)
    },
    of: async (iss, sub) => (await read(placeOf(iss, sub))).entries,
  }

  async function note(record: SessionRecord, what: ActivityKind, reason?: EndReason) {
    const place = placeOf(record.iss, record.sub)
    const entry = entryOf(record, what, reason)
    try {
      for (let left = tries; left > 0; left -= 1) {
        if (await add(place, entry)) return
      }
    } catch {
      // A store that fails has told so already (storage/guarded.ts).
    }
  }

  async function add(place: string, entry: ActivityEntry): Promise<boolean> {
    const { entries, version } = await read(place)
    const value = Buffer.from(JSON.stringify([entry, ...entries].slice(0, most)))
    const options = { ifVersion: version, expiresAtMs: clock.now() + keptMs }
    return (await storage.write(place, 'burned', value, options)) !== undefined
  }

  async function read(place: string): Promise<{ entries: ActivityEntry[]; version: number }> {
    const { burned } = await storage.read(place)
    if (burned === undefined) return { entries: [], version: 0 }
    const text = Buffer.from(burned.value).toString()
    return { entries: JSON.parse(text) as ActivityEntry[], version: burned.version }
  }

  function entryOf(
    { handle, device, address, amr }: SessionRecord,
    what: ActivityKind,
    reason: EndReason | undefined,
  ): ActivityEntry {
    return {
      at: Math.floor(clock.now() / 1000),
      what,
      handle,
      ...(reason !== undefined && { reason }),
      ...(amr !== undefined && what !== 'ended' && { amr }),
      ...(device !== undefined && { device }),
      ...(address !== undefined && { address }),
    }
  }
}

/** `iss` and `sub` together name a person (OpenID Connect Core §5.7). */
function placeOf(iss: string, sub: string): string {
  return `activity:${digest(JSON.stringify([iss, sub]))}`
}
