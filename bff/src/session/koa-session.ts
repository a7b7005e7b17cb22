/**
 * koa-session, fenced in (alone imports it). Left to itself it saves the whole record at the end of a
 * request, last writer wins, and so can revive a session that was ended meanwhile (threats/
 * resurrected-session.test.ts). Here it never saves by itself: it finds the session by its cookie at the
 * start, and writes at exactly two places, `adopt` (sign-in, with a new id) and `drop` (sign-out).
 * Its types are loose; this file is where they end.
 */
import type Koa from 'koa'
import session, { type CreateSessionOptions } from 'koa-session'
import type { Context, Middleware, State } from '../http/context.ts'
import type { CookieRules } from './cookies.ts'
import type { SessionRecord } from './session-record.ts'

/** What koa-session asks of a store; `value` is the cookie's value. */
export interface SessionBackend {
  /** @returns whether a living session stands behind it; what it is, the backend keeps for the doors */
  find(value: string, ctx: Context): Promise<boolean>
  add(value: string, record: SessionRecord, ctx: Context): Promise<void>
  remove(value: string, ctx: Context): Promise<void>
}

export interface KoaSession {
  room: Middleware
  /** Makes this record the browser's session under `value`, kills the one it had, sets the cookie. */
  adopt(ctx: Context, value: string, record: SessionRecord): Promise<void>
  /** Removes the browser's session and expires its cookie. */
  drop(ctx: Context): Promise<void>
}

interface Handle {
  regenerate(): Promise<void>
  manuallyCommit(): Promise<void>
}

interface StoreOptions {
  ctx: Context
}

export function createKoaSession(
  app: Koa<State>,
  cookie: CookieRules,
  lifetimeMs: number,
  backend: SessionBackend,
): KoaSession {
  // regenerate() asks genid for the new id; what it does not say is which one it took. So we choose it.
  const chosen = new WeakMap<Context, string>()
  const options = {
    key: cookie.name,
    maxAge: lifetimeMs,
    ...cookie.attributes,
    autoCommit: false,
    rolling: false,
    renew: false,
    genid: (ctx: Context) => chosen.get(ctx) ?? '',
    store: {
      // Not the record, which nobody reads from here: koa-session would copy it, turn it into JSON and take
      // that text's CRC, at every request, to find out at the end whether it has changed.
      get: async (value: string, _maxAge: number, { ctx }: StoreOptions) =>
        (await backend.find(value, ctx)) ? {} : undefined,
      set: (value: string, record: object, _maxAge: number, { ctx }: StoreOptions) =>
        backend.add(value, ownFields(record), ctx),
      destroy: (value: string, { ctx }: StoreOptions) => backend.remove(value, ctx),
    },
  }
  return {
    room: session(options as CreateSessionOptions, app),
    async adopt(ctx, value, record) {
      secure(ctx, cookie)
      chosen.set(ctx, value)
      const held = holderOf(ctx)
      held.session = record
      const cookiesBefore = ctx.response.headers['set-cookie'] ?? []
      try {
        await handleOf(held).regenerate()
      } catch (failure) {
        // It expires the cookie before it writes: the session that the browser had lives on without it.
        ctx.set('Set-Cookie', cookiesBefore)
        throw failure
      }
    },
    async drop(ctx) {
      secure(ctx, cookie)
      const held = holderOf(ctx)
      const handle = handleOf(held)
      held.session = null // after this the handle is the only way left to say "commit"
      await handle.manuallyCommit()
    },
  }
}

/** koa-session adds `_expire` and `_maxAge` by the system clock; ours are in the record and on our clock. */
function ownFields(record: object): SessionRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => !key.startsWith('_')),
  ) as unknown as SessionRecord
}

function holderOf(ctx: Context): { session: object | null } {
  return ctx as unknown as { session: object | null }
}

function handleOf(held: { session: object | null }): Handle {
  return held.session as Handle
}

function secure(ctx: Context, cookie: CookieRules): void {
  ctx.cookies.secure = cookie.attributes.secure
}
