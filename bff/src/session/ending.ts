/**
 * The one way for a session to end, whoever ends it: bury it (nothing can revive it, its tokens go with
 * it), tell of it – the log, every instance, whoever comes back with the cookie – so that what is open for it
 * ends too, and revoke its tokens at the authorization server. The burial is what counts; the rest is best
 * effort, and revocation keeps nobody waiting (RFC 10017 §6.1.2.3).
 */
import type { EndReason } from 'shared/session'
import type { Events } from '../events.ts'
import type { Clock } from '../ports.ts'
import type { Storage, StoredRecord } from '../storage/storage.ts'
import type { Activity } from './activity.ts'
import type { Announcements } from './announcements.ts'
import type { Epitaphs } from './epitaphs.ts'
import type { Lifetime } from './lifetime.ts'
import { decodeRecord } from './session-record.ts'

export interface EndingDeps {
  clock: Clock
  storage: Storage
  events: Events
  lifetime: Lifetime
  activity: Pick<Activity, 'ended'>
  announcements: Pick<Announcements, 'ended'>
  epitaphs: Pick<Epitaphs, 'write'>
  /** Names a person in logs without naming them. */
  subjectRef(iss: string, sub: string): string
  /** Never throws: what fails is told as an event. */
  revoke(tokens: StoredRecord, issuer: string, session: string, ref?: string): void
}

/** @param id the session's id in storage (the hash of its cookie). Ending what has ended does nothing. */
export type EndSession = (id: string, reason: EndReason, ref?: string) => Promise<void>

export function createEnding(deps: EndingDeps): EndSession {
  return async (id, reason, ref) => {
    // The last tokens, not the ones some request read a while ago: a refresh may have come between.
    const { session, tokens } = await deps.storage.read(id)
    const untilMs = deps.lifetime.tombstoneUntilMs(deps.clock.now())
    const buried = await deps.storage.bury(id, untilMs)
    if (!buried || session === undefined) return // somebody else ended it first, and told of it
    const record = decodeRecord(session.value)
    const { handle, iss, sub, scope, createdAt } = record
    const subject = deps.subjectRef(iss, sub)
    const ageSeconds = Math.floor(deps.clock.now() / 1000) - createdAt
    deps.events.emit('session.ended', { session: handle, subject, reason, ageSeconds }, ref)
    if (tokens !== undefined && !outlivesIt(reason, scope)) deps.revoke(tokens, iss, handle, ref)
    const epitaph = { reason, session: handle, subject }
    await Promise.all([
      deps.announcements.ended(id, reason),
      deps.epitaphs.write(id, epitaph, untilMs),
      deps.activity.ended(record, reason),
    ])
  }
}

// Back-Channel Logout §2.7: what was granted for "offline" is meant to outlive the sign-in there.
const byProvider: readonly EndReason[] = ['back-channel', 'front-channel']

function outlivesIt(reason: EndReason, scope: string): boolean {
  return byProvider.includes(reason) && scope.split(' ').includes('offline_access')
}
