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
import type { CachedStorage } from '../storage/cached.ts'
import type { StoredRecord } from '../storage/storage.ts'
import type { EndSession } from './ending.ts'
import type { Epitaphs } from './epitaphs.ts'
import type { Lifetime } from './lifetime.ts'
import { type SessionRecord, decodeRecord } from './session-record.ts'
import type { SignedInStanding, Standing } from './standing.ts'

export interface StandingDeps {
  config: Pick<Config, 'providers'>
  clock: Clock
  storage: Pick<CachedStorage, 'read' | 'known'>
  events: Events
  lifetime: Lifetime
  epitaphs: Pick<Epitaphs, 'read'>
  endSession: EndSession
}

export interface Standings {
  behind(id: string, ref: string): Promise<Standing>
  /** A living session whose records are at hand; of whoever else there is to tell, `behind` has to be asked. */
  known(id: string): SignedInStanding | undefined
}

/** After these the browser has no such cookie any more. After the others it has, and asks in good faith. */
const givenUp: readonly EndReason[] = ['user', 'replaced']

export function createStandings(deps: StandingDeps): Standings {
  const { clock, config, storage, events, lifetime } = deps
  const issuers = new Set(config.providers.map(({ issuer }) => issuer))
  // What a cache hands out again and again (storage/cached.ts) is parsed once, not at every request.
  const parsed = new WeakMap<StoredRecord, SessionRecord>()

  return {
    async behind(id, ref) {
      const { session, tokens } = await storage.read(id)
      if (session === undefined) return signedOut(id, ref)
      const standing = standingBy(id, session, tokens)
      // Its provider was taken out of the settings. Not ended for good: were that a slip, it comes back with it.
      if (!isOurs(standing)) return { signedIn: false, presented: true, reason: 'operator' }
      const reason = endOf(standing)
      if (reason === undefined) return standing
      await deps.endSession(id, reason, ref)
      return { signedIn: false, presented: true, reason }
    },
    known(id) {
      const records = storage.known(id)
      if (records?.session === undefined) return undefined
      const standing = standingBy(id, records.session, records.tokens)
      return isOurs(standing) && endOf(standing) === undefined ? standing : undefined
    },
  }

  function standingBy(
    id: string,
    session: StoredRecord,
    tokens: StoredRecord | undefined,
  ): SignedInStanding {
    const idleExpiresAtMs = lifetime.fromStored(session.expiresAtMs)
    return { signedIn: true, id, record: recordIn(session), idleExpiresAtMs, tokens }
  }

  function isOurs({ record }: SignedInStanding): boolean {
    return issuers.has(record.iss)
  }

  function endOf({ record, idleExpiresAtMs }: SignedInStanding): EndReason | undefined {
    return lifetime.endedBy(record, idleExpiresAtMs, clock.now())
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
