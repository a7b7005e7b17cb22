/**
 * The closed table of problems: everything Claimcheck itself may refuse or fail with, said once for both
 * sides. The BFF takes status and title from it, the web app its words and what to do next.
 * Shape on the wire: RFC 9457, `application/problem+json`.
 */

/** What the web app does about it: `sign-in` again, `retry` later, or just `tell`. */
export type Remedy = 'sign-in' | 'retry' | 'tell'

interface Entry {
  status: number
  title: string
  remedy: Remedy
}

export const problems = {
  'session-required': { status: 401, title: 'Sign in to continue.', remedy: 'sign-in' },
  'session-ended': { status: 401, title: 'You have been signed out.', remedy: 'sign-in' },
  'cross-site-request': {
    status: 403,
    title: 'This request did not come from our own pages.',
    remedy: 'tell',
  },
  'login-expired': {
    status: 400,
    title: 'That sign-in link has already been used or took too long.',
    remedy: 'sign-in',
  },
  'login-refused': {
    status: 403,
    title: 'You did not finish signing in. Nothing was shared.',
    remedy: 'sign-in',
  },
  'login-failed': { status: 502, title: 'Signing in did not work.', remedy: 'sign-in' },
  // Not `login-failed`: nothing is wrong with this person's sign-in, and waiting helps.
  'provider-unreachable': {
    status: 503,
    title: 'The sign-in service is not answering.',
    remedy: 'retry',
  },
  // Not `internal`: the store is down, nobody is signed out by it, and waiting helps.
  'store-unreachable': {
    status: 503,
    title: 'We cannot look up who you are right now.',
    remedy: 'retry',
  },
  'ticket-invalid': {
    status: 403,
    title: 'That download link has been used already or is too old.',
    remedy: 'tell',
  },
  'resource-unknown': { status: 404, title: 'There is no such API here.', remedy: 'tell' },
  'resource-unreachable': {
    status: 502,
    title: 'The API behind this page is not answering.',
    remedy: 'retry',
  },
  // The person's own calls, all at once; those of others go on.
  'too-many-calls': {
    status: 429,
    title: 'That was too much at once. Wait a moment.',
    remedy: 'retry',
  },
  'resource-busy': {
    status: 503,
    title: 'The API behind this page has too much to do right now.',
    remedy: 'retry',
  },
  'resource-timeout': {
    status: 504,
    title: 'The API behind this page took too long.',
    remedy: 'retry',
  },
  // The resource server refused the token we sent: it arrived there, so it carries no Claimcheck-Refusal.
  'resource-refused': {
    status: 401,
    title: 'The API behind this page did not accept your sign-in.',
    remedy: 'sign-in',
  },
  // Not `session-required`: this person is signed in, and stays so whatever becomes of it (RFC 9470).
  'step-up-required': {
    status: 401,
    title: 'Confirm that it is you to go on.',
    remedy: 'sign-in',
  },
  // Not `resource-refused`: signing in once more would change nothing, and must not be offered for ever.
  'resource-forbidden': {
    status: 403,
    title: 'The API behind this page does not let you do that.',
    remedy: 'tell',
  },
  'request-malformed': { status: 400, title: 'We could not read that request.', remedy: 'tell' },
  'request-too-large': {
    status: 413,
    title: 'That is more than we can take at once.',
    remedy: 'tell',
  },
  'method-not-allowed': { status: 405, title: 'That cannot be done here.', remedy: 'tell' },
  'media-type-unsupported': { status: 415, title: 'We only take JSON here.', remedy: 'tell' },
  'not-found': { status: 404, title: 'There is nothing here.', remedy: 'tell' },
  internal: { status: 500, title: 'Something broke on our side.', remedy: 'retry' },
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof problems

/** What crosses the wire. `ref` is the correlation id that also stands in the log; `retryAfter` is in seconds. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  code: ProblemCode
  ref: string
  /** With `session-ended`: why (see `EndReason` in session.ts). */
  reason?: string
  retryAfter?: number
  /** With `step-up-required`: what to say at `/auth/login`, as `acr_values` and `max_age`. */
  acrValues?: readonly string[]
  maxAge?: number
}

/** Is this one of ours? `Object.hasOwn`, because `'constructor' in problems` is true. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(problems, value)
}
