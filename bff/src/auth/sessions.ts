/**
 * GET    /auth/sessions         → where I am signed in, fifty at most, and what became of it (shared/sessions)
 * DELETE /auth/sessions/:handle → 204, that one is over; the current one: as `POST /auth/logout`
 * DELETE /auth/sessions         → {"ended": n}, all others are over
 *
 * A person sees and ends their own sessions, on every instance at once (ASVS 7.4.5, 7.5.2). Whose they are, the
 * session that asks says; somebody else's handle is as unknown as one that never was. How many sessions
 * somebody has at a time is not limited.
 */
import { paths } from 'shared/paths'
import type { SessionEntry, SessionList } from 'shared/sessions'
import type { Config } from '../config/config.ts'
import type { Context, Middleware } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import type { Activity } from '../session/activity.ts'
import type { EndSession } from '../session/ending.ts'
import type { FoundSession, SessionFinder } from '../session/session-finder.ts'
import { type SignedInStanding, signedInStandingOf } from '../session/standing.ts'

export interface SessionsDeps {
  activity: Pick<Activity, 'of'>
  clock: Clock
  config: Pick<Config, 'session'>
  endSession: EndSession
  finder: Pick<SessionFinder, 'of'>
}

const most = 50

export function listSessions({ activity, clock, config, finder }: SessionsDeps): Middleware {
  return async (ctx) => {
    const standing = signedInStandingOf(ctx)
    const { iss, sub } = standing.record
    const [own, lately] = await Promise.all([ownSessions(finder, standing), activity.of(iss, sub)])
    const entries = own.map((each) => entryOf(each, standing.id, config.session, clock.now()))
    const sessions = entries.toSorted(latestFirst).slice(0, most)
    const list: SessionList = { sessions, activity: lately }
    ctx.set('Cache-Control', 'no-store')
    ctx.body = list
  }
}

/** @param signOut what the person gets who ends the session they are in */
export function endOneSession(
  { endSession, finder }: SessionsDeps,
  signOut: Middleware,
): Middleware {
  return async (ctx, next) => {
    const standing = signedInStandingOf(ctx)
    const handle = ctx.path.slice(paths.sessions.length + 1)
    if (handle === standing.record.handle) return signOut(ctx, next)
    const own = await ownSessions(finder, standing)
    const named = own.find(({ record }) => record.handle === handle)
    if (named === undefined) throw new Problem('not-found')
    await endSession(named.id, 'other-device', ctx.state.ref)
    answer(ctx, undefined)
  }
}

export function endOtherSessions({ endSession, finder }: SessionsDeps): Middleware {
  return async (ctx) => {
    const standing = signedInStandingOf(ctx)
    const own = await ownSessions(finder, standing)
    const others = own.filter(({ id }) => id !== standing.id)
    await Promise.all(others.map(({ id }) => endSession(id, 'other-device', ctx.state.ref)))
    answer(ctx, { ended: others.length })
  }
}

function ownSessions(
  finder: Pick<SessionFinder, 'of'>,
  { record }: SignedInStanding,
): Promise<FoundSession[]> {
  return finder.of(record.iss, record.sub)
}

function answer(ctx: Context, body: object | undefined): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.status = body === undefined ? 204 : 200
  if (body !== undefined) ctx.body = body
}

function entryOf(
  { id, record, idleExpiresAtMs }: FoundSession,
  currentId: string,
  { idleSeconds }: Config['session'],
  nowMs: number,
): SessionEntry {
  const { handle, createdAt, authTime, acr, amr, device, address } = record
  const now = Math.floor(nowMs / 1000)
  const idleExpiresAt = Math.floor(idleExpiresAtMs / 1000)
  const current = id === currentId
  return {
    handle,
    current,
    createdAt,
    authTime,
    lastActiveAt: current ? now : Math.max(createdAt, toTheMinute(idleExpiresAt - idleSeconds)),
    idleExpiresIn: idleExpiresAt - now,
    absoluteExpiresIn: record.absoluteExpiresAt - now,
    ...(acr !== undefined && { acr }),
    ...(amr !== undefined && { amr }),
    ...(device !== undefined && { device }),
    ...(address !== undefined && { address }),
  }
}

/** The idle limit moves once a minute at most, and stands still when the absolute limit is near. */
function toTheMinute(seconds: number): number {
  return seconds - (seconds % 60)
}

function latestFirst(a: SessionEntry, b: SessionEntry): number {
  return b.lastActiveAt - a.lastActiveAt || b.createdAt - a.createdAt
}
