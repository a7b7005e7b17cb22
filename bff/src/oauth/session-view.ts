/** From standing to the session view: what the browser may know (shared/session). Never a token. */
import type { SessionView } from 'shared/session'
import type { Context } from '../http/context.ts'
import type { Clock } from '../ports.ts'
import type { Standing } from '../session/standing.ts'

export function sessionViewOf(standing: Standing, nowMs: number): SessionView {
  if (!standing.signedIn) {
    return { status: 'signed-out', ...(standing.reason ? { reason: standing.reason } : {}) }
  }
  const { record, idleExpiresAtMs } = standing
  const secondsUntil = (ms: number) => Math.max(0, Math.floor((ms - nowMs) / 1000))
  return {
    status: 'signed-in',
    user: record.user,
    session: {
      handle: record.handle,
      authTime: record.authTime,
      ...(record.acr === undefined ? {} : { acr: record.acr }),
      ...(record.amr === undefined ? {} : { amr: record.amr }),
      scope: record.scope,
      ...(record.service === undefined ? {} : { service: record.service }),
      now: Math.floor(nowMs / 1000),
      idleExpiresIn: secondsUntil(idleExpiresAtMs),
      absoluteExpiresIn: secondsUntil(record.absoluteExpiresAt * 1000),
    },
  }
}

/** For the page itself; undefined when the store could not be asked. */
export function viewIfKnown({ state }: Context, clock: Clock): SessionView | undefined {
  return state.standing && sessionViewOf(state.standing, clock.now())
}
