/**
 * Ends the sessions that the authorization server names: those which belong to one session there (`sid`),
 * or all of a person's. On every instance, since they stand in the shared store, and without the browser
 * (Back-Channel Logout §2.7). What it may name, and whether it was the authorization server, the doors see to.
 */
import type { Storage } from '../storage/storage.ts'
import type { EndSession } from './ending.ts'
import { sidMark, subjectMark } from './marks.ts'
import { decodeRecord } from './session-record.ts'

/** With both, the session counts, and only if it is that person's. */
export interface NamedSessions {
  iss: string
  sub?: string | undefined
  sid?: string | undefined
}

export type EndNamedSessions = (
  named: NamedSessions,
  reason: 'back-channel' | 'front-channel',
  ref?: string,
) => Promise<number>

/** The function answers how many it ended: none is fine, they were over already. */
export function createEndNamedSessions(
  storage: Pick<Storage, 'find' | 'read'>,
  endSession: EndSession,
): EndNamedSessions {
  return async (named, reason, ref) => {
    const found = new Set(await storage.find(markOf(named)))
    const ended = await Promise.all(
      [...found].map(async (id) => {
        if (!(await isNamed(id, named))) return false
        await endSession(id, reason, ref)
        return true
      }),
    )
    return ended.filter(Boolean).length
  }

  /** The index may name one that has just died, and a `sid` does not say whose it is. */
  async function isNamed(id: string, { sub }: NamedSessions): Promise<boolean> {
    const { session } = await storage.read(id)
    if (session === undefined) return false
    return sub === undefined || decodeRecord(session.value).sub === sub
  }
}

function markOf({ iss, sub, sid }: NamedSessions): string {
  if (sid !== undefined) return sidMark(iss, sid)
  if (sub !== undefined) return subjectMark(iss, sub)
  throw new Error('Neither sub nor sid: that would name nobody.')
}
