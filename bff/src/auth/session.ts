/**
 * GET  /auth/session        → the session view, 200 signed in or out. Never extends the session.
 * POST /auth/session/extend → the same, after moving the idle limit: "stay signed in".
 */
import type { Context, Middleware } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import { sessionViewOf } from '../oauth/session-view.ts'
import type { Clock } from '../ports.ts'
import type { Sessions } from '../session/sessions.ts'
import { signedInStandingOf, standingOf } from '../session/standing.ts'

export function showSession(clock: Clock): Middleware {
  return (ctx) => answer(ctx, clock)
}

export function extendSession(sessions: Pick<Sessions, 'extend'>, clock: Clock): Middleware {
  return async (ctx) => {
    const standing = signedInStandingOf(ctx)
    const idleExpiresAtMs = await sessions.extend(standing)
    if (idleExpiresAtMs === undefined) throw new Problem('session-ended')
    ctx.state.standing = { ...standing, idleExpiresAtMs }
    answer(ctx, clock)
  }
}

function answer(ctx: Context, clock: Clock): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.body = sessionViewOf(standingOf(ctx), clock.now())
}
