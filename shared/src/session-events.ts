/**
 * What `GET /auth/events` tells a signed-in page, as server-sent events: `ended`, `expiring`, `extended`, each
 * with one of these as JSON. Times are seconds and relative to `now`, as in the session view (session.ts).
 *
 * After `ended` there is nothing more to hear: close the EventSource. One that connects again all the same is
 * answered 204, which ends it (HTML §9.2.3).
 */
import * as z from 'zod/mini'
import { EndReason } from './session.ts'

/** `reason` is absent when nobody knows it any more: then ask `GET /auth/session`. */
export const SessionEnded = z.object({ reason: z.optional(EndReason) })
export type SessionEnded = z.infer<typeof SessionEnded>

const left = { now: z.number(), idleExpiresIn: z.number(), absoluteExpiresIn: z.number() }

/** `idle`: "stay signed in" helps. `absolute`: only signing in anew does. */
export const ExpiringLimit = z.enum(['idle', 'absolute'])
export type ExpiringLimit = z.infer<typeof ExpiringLimit>

export const SessionExpiring = z.object({ limit: ExpiringLimit, ...left })
export type SessionExpiring = z.infer<typeof SessionExpiring>

/** Somebody was active, here or in another tab: nothing expires soon. */
export const SessionExtended = z.object(left)
export type SessionExtended = z.infer<typeof SessionExtended>
