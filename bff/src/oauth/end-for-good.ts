/** The end of a session whose refresh token is dead: here, in the browser, and as a refusal to throw. */
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { EndSession } from '../session/ending.ts'
import type { Sessions } from '../session/sessions.ts'
import type { SignedInStanding } from '../session/standing.ts'

export type EndForGood = (
  standing: SignedInStanding,
  ctx: Context,
  cause?: unknown,
) => Promise<Problem>

export function createEndForGood(
  endSession: EndSession,
  sessions: Pick<Sessions, 'forget'>,
): EndForGood {
  return async (standing, ctx, cause) => {
    await endSession(standing.id, 'refresh-failed', ctx.state.ref)
    await sessions.forget(ctx)
    return new Problem('session-ended', { reason: 'refresh-failed', cause })
  }
}
