/**
 * Looks after the sessions for which something is open on this instance, once a round: ends those whose time
 * is over (nobody asks about a session that only listens), finds out that another instance ended or
 * prolonged one although its message was lost, and tells event streams how long is left.
 *
 * Sessions with nothing open are judged when somebody comes with their cookie, and swept when nobody does.
 * A store that cannot be asked ends nothing.
 */
import type { Clock } from '../ports.ts'
import type { Storage } from '../storage/storage.ts'
import type { EndSession } from './ending.ts'
import type { Epitaphs } from './epitaphs.ts'
import type { Lifetime } from './lifetime.ts'
import type { OpenStreams } from './open-streams.ts'
import { decodeRecord } from './session-record.ts'

export interface WatchDeps {
  clock: Clock
  storage: Pick<Storage, 'read'>
  lifetime: Lifetime
  streams: OpenStreams
  epitaphs: Pick<Epitaphs, 'read'>
  endSession: EndSession
}

/** How many are asked for at once: enough to hide the way to the store, too few to be felt there. */
const batch = 50

/** The function is one round; it never rejects, and does nothing while the one before is still under way. */
export function createWatch(deps: WatchDeps): () => Promise<void> {
  const { clock, storage, lifetime, streams, epitaphs, endSession } = deps
  let isUnderWay = false

  return async () => {
    if (isUnderWay) return
    isUnderWay = true
    const ids = streams.ids()
    for (let at = 0; at < ids.length; at += batch) {
      // A failing store has told of itself; the next round asks again.
      await Promise.allSettled(ids.slice(at, at + batch).map(look))
    }
    isUnderWay = false
  }

  async function look(id: string): Promise<void> {
    const { session } = await storage.read(id)
    if (session === undefined) return streams.end(id, (await epitaphs.read(id))?.reason)
    const idleExpiresAtMs = lifetime.fromStored(session.expiresAtMs)
    const reason = lifetime.endedBy(decodeRecord(session.value), idleExpiresAtMs, clock.now())
    if (reason === undefined) streams.lasts(id, idleExpiresAtMs)
    else await endSession(id, reason)
  }
}
