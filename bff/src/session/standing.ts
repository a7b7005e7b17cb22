/**
 * The browser's standing with the BFF, as found once per request by the session room.
 * Doors ask for it by function, so that a route outside the room fails with a sentence, not with undefined.
 */
import type { EndReason } from 'shared/session'
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { StoredRecord } from '../storage/storage.ts'
import type { SessionRecord } from './session-record.ts'

export type Standing =
  | {
      signedIn: false
      /** A session cookie came, but nothing living stands behind it. */
      presented: boolean
      reason?: EndReason
    }
  | {
      signedIn: true
      /** SHA-256 of the cookie's value: the key in storage. The value itself is not kept. */
      id: string
      record: SessionRecord
      idleExpiresAtMs: number
      /** The sealed token set beside the session, read in the same step; opened by the token vault. */
      tokens: StoredRecord | undefined
    }

export type SignedInStanding = Extract<Standing, { signedIn: true }>

export function standingOf(ctx: Context): Standing {
  if (ctx.state.standing === undefined) {
    throw new Error('No standing yet: mount the sessions() room before this door (see app.ts).')
  }
  return ctx.state.standing
}

/** @throws Problem `session-required` without a session cookie, `session-ended` when nothing lives behind it */
export function signedInStandingOf(ctx: Context): SignedInStanding {
  const standing = standingOf(ctx)
  if (standing.signedIn) return standing
  if (!standing.presented) throw new Problem('session-required')
  const { reason } = standing
  throw new Problem('session-ended', reason === undefined ? {} : { reason })
}
