/**
 * The browser's standing with the BFF, as found once per request by the session room.
 * Doors ask for it by function, so that a route outside the room fails with a sentence, not with undefined.
 */
import type { EndReason, User } from 'shared/session'
import type { Context } from '../http/context.ts'
import type { StoredRecord } from '../storage/storage.ts'

/** Small and immutable: written at sign-in, removed at the end, never in between. Times in seconds. */
export interface SessionRecord {
  /** `iss` and `sub` together name the person; e-mail and name never do (ASVS 10.5.2). */
  iss: string
  sub: string
  /** The authorization server's session, for back-channel logout. */
  sid?: string
  user: User
  /** Public name of this session: in the session view, in the log, in "where I am signed in". */
  handle: string
  authTime: number
  acr?: string
  amr?: string[]
  scope: string
  createdAt: number
  absoluteExpiresAt: number
}

export type Standing =
  | { signedIn: false; reason?: EndReason }
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
