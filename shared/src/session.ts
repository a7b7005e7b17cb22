/**
 * The session view: what the browser may know of its standing with the BFF – chosen claims and times,
 * never a token (RFC 10017 §6.1.2.1). `GET /auth/session` answers with it, signed in or out, and
 * `index.html` carries it inline. Times are seconds: `now`, `authTime` since the epoch on the BFF's
 * clock, `…ExpiresIn` from `now` on, so a browser with a wrong clock still counts down rightly.
 */
import * as z from 'zod/mini'

/** Why the browser is signed out, when there is more to say than "never signed in". */
export const EndReason = z.enum([
  'user', // pressed "Sign out"
  'idle', // no activity for SESSION_IDLE_SECONDS
  'absolute', // SESSION_ABSOLUTE_SECONDS are over
  'replaced', // signed in anew in the same browser
  'other-device', // the person ended it from another of their sessions
  'operator', // whoever runs this service ended it
  'back-channel', // the authorization server told us (Back-Channel Logout)
  'front-channel', // the authorization server told us through the browser
  'refresh-failed', // the authorization server refused the refresh token
])
export type EndReason = z.infer<typeof EndReason>

/** The claims the browser gets. One more? Add it here; the compiler then points at `bff/src/oauth/claims.ts`. */
export const User = z.object({
  sub: z.string(),
  name: z.optional(z.string()),
  preferredUsername: z.optional(z.string()),
  email: z.optional(z.string()),
  emailVerified: z.optional(z.boolean()),
  roles: z.optional(z.array(z.string())),
})
export type User = z.infer<typeof User>

const SignedOut = z.object({
  status: z.literal('signed-out'),
  reason: z.optional(EndReason),
})

/** Where this person signed in, as far as they may care: never which client we are there. */
export const SignInService = z.object({
  /** What people know it as. */
  name: z.string(),
  /** Whether signing out can end it there, too. */
  endsToo: z.boolean(),
  /** Where they look after their account. */
  accountUrl: z.optional(z.string()),
})
export type SignInService = z.infer<typeof SignInService>

const SignedIn = z.object({
  status: z.literal('signed-in'),
  user: User,
  session: z.object({
    /** A public name for this session, of no use as a credential. */
    handle: z.string(),
    authTime: z.number(),
    acr: z.optional(z.string()),
    amr: z.optional(z.array(z.string())),
    /** The scope the authorization server granted, space-delimited (RFC 6749 §5.1). */
    scope: z.string(),
    /** Absent in sessions that a release before began. */
    service: z.optional(SignInService),
    now: z.number(),
    idleExpiresIn: z.number(),
    absoluteExpiresIn: z.number(),
  }),
})

export const SessionView = z.discriminatedUnion('status', [SignedOut, SignedIn])
export type SessionView = z.infer<typeof SessionView>
export type SignedInView = z.infer<typeof SignedIn>
