/**
 * The end of a session whose refresh token is dead, as a refusal to throw. The cookie stays: it is dead too,
 * and an answer that comes late must not take away the one of a sign-in that came between
 * (test/chaos/interleavings.test.ts).
 */
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { EndSession } from '../session/ending.ts'
import type { SignedInStanding } from '../session/standing.ts'

export type EndForGood = (
  standing: SignedInStanding,
  ctx: Context,
  cause?: unknown,
) => Promise<Problem>

export function createEndForGood(endSession: EndSession): EndForGood {
  return async (standing, ctx, cause) => {
    await endSession(standing.id, 'refresh-failed', ctx.state.ref)
    return new Problem('session-ended', { reason: 'refresh-failed', cause })
  }
}
