/**
 * What stands behind a cookie: a living session, or the reason why none does, if we know one.
 *
 * A session ends for lack of activity or at its absolute limit, whichever is first; both are judged here, on
 * the server, when somebody asks (ASVS 7.3.1, 7.3.2). What nobody asks about is swept by the store.
 */
import type { EndReason } from 'shared/session'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Clock } from '../ports.ts'
import type { Storage, StoredRecord } from '../storage/storage.ts'
import type { EndSession } from './ending.ts'
import type { Epitaphs } from './epitaphs.ts'
import type { Lifetime } from './lifetime.ts'
import { type SessionRecord, decodeRecord } from './session-record.ts'
import type { SignedInStanding, Standing } from './standing.ts'

export interface StandingDeps {
  config: Pick<Config, 'providers'>
  clock: Clock
  storage: Pick<Storage, 'read'>
  events: Events
  lifetime: Lifetime
  epitaphs: Pick<Epitaphs, 'read'>
  endSession: EndSession
}

export type StandingBehind = (id: string, ref: string) => Promise<Standing>

/** After these the browser has no such cookie any more. After the others it has, and asks in good faith. */
const givenUp: readonly EndReason[] = ['user', 'replaced']

export function createStandings(deps: StandingDeps): StandingBehind {
  const { clock, config, storage, events, lifetime } = deps
  const issuers = new Set(config.providers.map(({ issuer }) => issuer))
  // What a cache hands out again and again (storage/cached.ts) is parsed once, not at every request.
  const parsed = new WeakMap<StoredRecord, SessionRecord>()

  return async (id, ref) => {
    const { session, tokens } = await storage.read(id)
    return session === undefined ? signedOut(id, ref) : judge(id, session, tokens, ref)
  }

  async function judge(
    id: string,
    session: StoredRecord,
    tokens: StoredRecord | undefined,
    ref: string,
  ): Promise<Standing> {
    const record = recordIn(session)
    // Its provider was taken out of the settings. Not ended for good: were that a slip, it comes back with it.
    if (!issuers.has(record.iss)) return { signedIn: false, presented: true, reason: 'operator' }
    const idleExpiresAtMs = lifetime.fromStored(session.expiresAtMs)
    const standing: SignedInStanding = { signedIn: true, id, record, idleExpiresAtMs, tokens }
    const reason = lifetime.endedBy(record, idleExpiresAtMs, clock.now())
    if (reason === undefined) return standing
    await deps.endSession(id, reason, ref)
    return { signedIn: false, presented: true, reason }
  }

  function recordIn(session: StoredRecord): SessionRecord {
    const before = parsed.get(session)
    if (before !== undefined) return before
    const record = decodeRecord(session.value)
    parsed.set(session, record)
    return record
  }

  async function signedOut(id: string, ref: string): Promise<Standing> {
    const epitaph = await deps.epitaphs.read(id)
    if (epitaph === undefined) return { signedIn: false, presented: true }
    if (givenUp.includes(epitaph.reason)) events.emit('session.used-after-end', epitaph, ref)
    return { signedIn: false, presented: true, reason: epitaph.reason }
  }
}
