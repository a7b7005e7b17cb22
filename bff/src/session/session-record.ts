/** Who a browser is: the one record of a session. */
import type { SignInService, User } from 'shared/session'

/**
 * Small and immutable: written at sign-in, removed at the end, never in between. Times in seconds.
 *
 * A release reads the records of the one before it and, during a rolling deploy, of the one after it. So
 * fields are only ever added, optional, and never change what they mean: that takes a new name. There is no
 * version number, because nothing would ask for it.
 */
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
  /** As it was called at the sign-in. */
  service?: SignInService
  createdAt: number
  /** Where the person signed in from, in coarse words; for their own eyes. */
  device?: string
  address?: string
  absoluteExpiresAt: number
  /** Of a session that a step-up raised: the `max_age` that was asked for, and how many there were in a row. */
  stepUp?: { maxAge?: number; inRow: number }
}

export function encodeRecord(record: SessionRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record))
}

export function decodeRecord({ buffer, byteOffset, byteLength }: Uint8Array): SessionRecord {
  return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString()) as SessionRecord
}
