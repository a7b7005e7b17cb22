/**
 * "Where I am signed in": what `GET /auth/sessions` tells a person of their own sessions, the one last active
 * first, fifty at most, and of what became of them lately. Enough to know a device again, and nothing that
 * could be used as a credential. Times are seconds, as in the session view (session.ts).
 */
import * as z from 'zod/mini'
import { EndReason } from './session.ts'

export const SessionEntry = z.object({
  /** For `DELETE /auth/sessions/:handle`. */
  handle: z.string(),
  /** Is this the session that asks? */
  current: z.boolean(),
  createdAt: z.number(),
  authTime: z.number(),
  /** To the minute at best; background polling and reading this list do not count. */
  lastActiveAt: z.number(),
  idleExpiresIn: z.number(),
  absoluteExpiresIn: z.number(),
  acr: z.optional(z.string()),
  amr: z.optional(z.array(z.string())),
  /** In words, e.g. "Chrome on macOS"; absent when nobody could tell. */
  device: z.optional(z.string()),
  /** The network of the sign-in, e.g. "203.0.113.0/24"; absent when it was a private one. */
  address: z.optional(z.string()),
})
export type SessionEntry = z.infer<typeof SessionEntry>

export const ActivityKind = z.enum([
  'signed-in',
  'confirmed', // signed in once more, for something that takes more than being signed in
  'ended',
])
export type ActivityKind = z.infer<typeof ActivityKind>

export const ActivityEntry = z.object({
  at: z.number(),
  what: ActivityKind,
  /** Of the session it happened to, living or not. */
  handle: z.string(),
  /** With `ended`. */
  reason: z.optional(EndReason),
  amr: z.optional(z.array(z.string())),
  device: z.optional(z.string()),
  address: z.optional(z.string()),
})
export type ActivityEntry = z.infer<typeof ActivityEntry>

export const SessionList = z.object({
  sessions: z.array(SessionEntry),
  /** The latest first, twenty at most. A BFF of the release before does not tell. */
  activity: z.optional(z.array(ActivityEntry)),
})
export type SessionList = z.infer<typeof SessionList>

/** What `DELETE /auth/sessions` answers: how many others were ended. */
export const EndedSessions = z.object({ ended: z.number() })
export type EndedSessions = z.infer<typeof EndedSessions>
