/**
 * The session room and the few verbs on a session. After the room every request has a standing:
 * signed in, with its record and sealed tokens from one read, or signed out, with a reason if we know one.
 *
 * Reading never extends a session; only `touch` and `extend` do, and they cannot create: a session that was
 * ended stays dead (SC-14).
 */
import type Koa from 'koa'
import { passiveHeader } from 'shared/paths'
import type { Config } from '../config/config.ts'
import type { Context, Middleware, State } from '../http/context.ts'
import { isApiPath, isDoorPath } from '../http/doors.ts'
import type { Ports } from '../ports.ts'
import { digest } from '../storage/digest.ts'
import type { CachedStorage } from '../storage/cached.ts'
import type { Activity } from './activity.ts'
import type { Announcements } from './announcements.ts'
import { cookieValues, expireCookie, sessionCookie, soleValue } from './cookies.ts'
import { deviceOf } from './device.ts'
import { createKoaSession, type SessionBackend } from './koa-session.ts'
import { marksOf } from './marks.ts'
import { maskedAddress } from './masked-address.ts'
import type { OpenStreams } from './open-streams.ts'
import { type SessionRecord, encodeRecord } from './session-record.ts'
import type { SignedInStanding } from './standing.ts'
import { type StandingDeps, createStandings } from './standing-behind.ts'

export interface Sessions {
  room: Middleware
  /** Draws a new cookie value and the id it will be stored under. */
  newId(): { value: string; id: string }
  begin(ctx: Context, value: string, record: SessionRecord): Promise<void>
  /** Takes the cookie away; whoever ends a session (`ending.ts`) has buried it before. */
  forget(ctx: Context): Promise<void>
  /**
   * Activity: moves the idle limit, at most once a minute, without keeping anybody waiting. A request that says
   * it is none (`X-Passive`) moves nothing; nobody could gain anything by saying so.
   */
  touch(ctx: Context, standing: SignedInStanding): void
  /** "Stay signed in": moves the idle limit now. @returns the new limit, undefined if the session is gone */
  extend(standing: SignedInStanding): Promise<number | undefined>
}

const touchStepMs = 60_000

// Never saving by itself, koa-session has nothing to do after the doors: it need not wait for them.
const nothing = async () => {}

// A page is the same for everybody: with the store down it comes without a word on who is there.
function leaveOpen(ctx: Context): void {
  delete ctx.state.standing
}

export interface SessionsDeps extends StandingDeps, Pick<Ports, 'random'> {
  config: Config
  storage: CachedStorage
  activity: Pick<Activity, 'began'>
  announcements: Pick<Announcements, 'extended'>
  streams: Pick<OpenStreams, 'lasts'>
}

export function createSessions(app: Koa<State>, deps: SessionsDeps): Sessions {
  const { clock, config, events, lifetime, storage } = deps
  const standings = createStandings(deps)
  const cookie = sessionCookie(config)
  const koaSession = createKoaSession(app, cookie, config.session.absoluteSeconds * 1000, backend())

  return {
    newId() {
      const value = deps.random(32).toString('base64url') // ASVS 7.2.3 asks for 128 bits; we take 256
      return { value, id: digest(value) }
    },
    async begin(ctx, value, given) {
      const record = { ...given, ...originOf(ctx) }
      await koaSession.adopt(ctx, value, record)
      await deps.activity.began(record)
    },
    forget: koaSession.drop,
    room(ctx, next) {
      // Calls to APIs only read, and most people who make one made one before: nothing is waited for then.
      const isCall = isApiPath(ctx.req.url)
      const value = isCall ? soleValue(ctx.req.headers.cookie, cookie.name) : undefined
      const standing = value === undefined ? undefined : standings.known(digest(value))
      if (standing === undefined) return find(ctx, next)
      ctx.state.standing = standing
      return next()
    },
    touch(ctx, standing) {
      if (ctx.req.headers[passiveHeader.name] === passiveHeader.value) return
      const next = lifetime.expiresAtMs(standing.record, clock.now())
      if (next - standing.idleExpiresAtMs < touchStepMs) return
      events.emit('session.used', { session: standing.record.handle })
      // Off the response path; a store that cannot be written costs a minute of idle time, not the call.
      storage.extend(standing.id, lifetime.storeUntilMs(next)).then(
        () => deps.streams.lasts(standing.id, next),
        () => {},
      )
    },
    async extend(standing) {
      const next = lifetime.expiresAtMs(standing.record, clock.now())
      const alive = await storage.extend(standing.id, lifetime.storeUntilMs(next))
      if (!alive) return undefined
      await deps.announcements.extended(standing.id, next)
      return next
    },
  }

  async function find(ctx: Context, next: () => Promise<unknown>): Promise<unknown> {
    ctx.state.standing = { signedIn: false, presented: false }
    if (cookieValues(ctx, cookie.name).length > 1) refuseAmbiguous(ctx)
    else if (isDoorPath(ctx.path)) await koaSession.room(ctx, nothing)
    else await koaSession.room(ctx, nothing).catch(() => leaveOpen(ctx))
    return next()
  }

  // Two session cookies: one of them is not ours and nothing tells which. Neither counts (SC-21).
  function refuseAmbiguous(ctx: Context): void {
    events.emit('cookie.ambiguous', { cookie: 'session' }, ctx.state.ref)
    expireCookie(ctx, cookie)
  }

  function backend(): SessionBackend {
    return {
      async find(value, ctx) {
        const standing = await standings.behind(digest(value), ctx.state.ref)
        ctx.state.standing = standing
        return standing.signedIn
      },
      async add(value, record) {
        const now = clock.now()
        const written = await storage.write(digest(value), 'session', encodeRecord(record), {
          ifVersion: 0,
          expiresAtMs: lifetime.storeUntilMs(lifetime.expiresAtMs(record, now)),
          marks: marksOf(record),
        })
        if (written === undefined) throw new Error('A new session id was already taken or buried.')
      },
      // Not here: a session has one way to end (ending.ts), with its reason told and its tokens revoked, and
      // whoever begins another one or signs out takes it (threats/session-replaced-unheard.test.ts).
      remove: nothing,
    }
  }
}

/** Where somebody signs in from, as far as their own list of sessions shows it. */
function originOf(ctx: Context): Pick<SessionRecord, 'device' | 'address'> {
  const device = deviceOf(ctx.get('User-Agent'))
  const address = maskedAddress(ctx.ip)
  return { ...(device !== undefined && { device }), ...(address !== undefined && { address }) }
}
