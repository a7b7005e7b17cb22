/**
 * The session room and the few verbs on a session. After the room every request has a standing:
 * signed in, with its record and sealed tokens from one read, or signed out, with a reason if we know one.
 *
 * A session ends for lack of activity or at its absolute limit, whichever is first; both are judged here,
 * on the server (ASVS 7.3.1, 7.3.2). Reading never extends it; only `touch` and `extend` do, and they
 * cannot create: a session that was ended stays dead (SC-14).
 */
import type Koa from 'koa'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Context, Middleware, State } from '../http/context.ts'
import { isDoorPath } from '../http/doors.ts'
import type { Ports } from '../ports.ts'
import { digest } from '../storage/digest.ts'
import type { Storage, StoredRecord } from '../storage/storage.ts'
import { cookieValues, expireCookie, sessionCookie } from './cookies.ts'
import { createKoaSession, type SessionBackend } from './koa-session.ts'
import type { EndSession } from './ending.ts'
import type { Lifetime } from './lifetime.ts'
import { marksOf } from './marks.ts'
import { type SessionRecord, decodeRecord, encodeRecord } from './session-record.ts'
import type { SignedInStanding, Standing } from './standing.ts'

export interface Sessions {
  room: Middleware
  /** Draws a new cookie value and the id it will be stored under. */
  newId(): { value: string; id: string }
  begin(ctx: Context, value: string, record: SessionRecord): Promise<void>
  /** Takes the cookie away; whoever ends a session (`ending.ts`) has buried it before. */
  forget(ctx: Context): Promise<void>
  /** Activity: moves the idle limit, at most once a minute, without keeping anybody waiting. */
  touch(standing: SignedInStanding): void
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

export function createSessions(
  app: Koa<State>,
  config: Config,
  ports: Pick<Ports, 'clock' | 'random'> & { storage: Storage },
  events: Events,
  lifetime: Lifetime,
  endSession: EndSession,
): Sessions {
  const { clock, storage } = ports
  const cookie = sessionCookie(config)
  const koaSession = createKoaSession(app, cookie, config.session.absoluteSeconds * 1000, backend())

  return {
    newId() {
      const value = ports.random(32).toString('base64url') // ASVS 7.2.3 asks for 128 bits; we take 256
      return { value, id: digest(value) }
    },
    begin: koaSession.adopt,
    forget: koaSession.drop,
    async room(ctx, next) {
      ctx.state.standing = { signedIn: false, presented: false }
      if (cookieValues(ctx, cookie.name).length > 1) refuseAmbiguous(ctx)
      else if (isDoorPath(ctx.path)) await koaSession.room(ctx, nothing)
      else await koaSession.room(ctx, nothing).catch(() => leaveOpen(ctx))
      return next()
    },
    touch(standing) {
      const next = lifetime.expiresAtMs(standing.record, clock.now())
      if (next - standing.idleExpiresAtMs < touchStepMs) return
      // Off the response path; a store that cannot be written costs a minute of idle time, not the call.
      storage.extend(standing.id, lifetime.storeUntilMs(next)).catch(() => {})
    },
    async extend(standing) {
      const next = lifetime.expiresAtMs(standing.record, clock.now())
      const alive = await storage.extend(standing.id, lifetime.storeUntilMs(next))
      return alive ? next : undefined
    },
  }

  // Two session cookies: one of them is not ours and nothing tells which. Neither counts (SC-21).
  function refuseAmbiguous(ctx: Context): void {
    events.emit('cookie.ambiguous', { cookie: 'session' }, ctx.state.ref)
    expireCookie(ctx, cookie)
  }

  function backend(): SessionBackend {
    return {
      async find(value, ctx) {
        const id = digest(value)
        const { session, tokens } = await storage.read(id)
        ctx.state.standing = session
          ? await judge(id, session, tokens, ctx)
          : { signedIn: false, presented: true }
        return ctx.state.standing.signedIn ? ctx.state.standing.record : undefined
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
      async remove(value, ctx) {
        const standing = ctx.state.standing
        // koa-session also "removes" the id it made for a browser that had none: nothing to bury.
        if (!standing?.signedIn || standing.id !== digest(value)) return
        await storage.bury(standing.id, lifetime.tombstoneUntilMs(clock.now()))
      },
    }
  }

  async function judge(
    id: string,
    session: StoredRecord,
    tokens: StoredRecord | undefined,
    ctx: Context,
  ): Promise<Standing> {
    const record = decodeRecord(session.value)
    const idleExpiresAtMs = lifetime.fromStored(session.expiresAtMs)
    const standing: SignedInStanding = { signedIn: true, id, record, idleExpiresAtMs, tokens }
    const reason = lifetime.endedBy(record, idleExpiresAtMs, clock.now())
    if (reason === undefined) return standing
    await endSession(id, reason, ctx.state.ref)
    return { signedIn: false, presented: true, reason }
  }
}
