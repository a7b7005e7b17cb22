/**
 * What can be said of an API in the resource table (resources.ts), and of the paths within it: the words of
 * the policy. Each of them does something; how each is judged when we start stands in policy-faults.ts.
 */
import type { AuthorizationDetail } from '../oauth/authorization-details.ts'

/** TRACE would echo the token back to script, CONNECT would make us an open tunnel: not even sayable here. */
export const knownMethods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'QUERY',
] as const
export type Method = (typeof knownMethods)[number]

/**
 * Whose token goes along: nobody's, the person's, or the person's when somebody is signed in; one that was got
 * in exchange for the person's, good for this API alone; our own, in nobody's name. See docs/token-modes.md.
 */
export const tokenModes = ['none', 'user', 'userOrNone', 'exchange', 'client'] as const
export type TokenMode = (typeof tokenModes)[number]

/** How often one person may call it: by the rules of RATE_LIMIT_ORDINARY or RATE_LIMIT_COSTLY, or as often as they like. */
export const rateClasses = ['none', 'ordinary', 'costly'] as const
export type RateClass = (typeof rateClasses)[number]

/** What may differ from path to path. Every word of it is said for the API as a whole. */
export interface RoutePolicy {
  methods: readonly Method[]
  token: TokenMode
  bodyLimitBytes: number
  /** How long the API may think before the first octet of its answer. */
  headersTimeoutMs: number
  /** How long it may fall silent between two chunks; event streams may for ever. */
  idleTimeoutMs: number
  /** How many calls of one session may be under way at once, and how many of all; streams count while they last. */
  callsPerSession: number
  callsAtOnce: number
  rate: RateClass
  /** What passes beyond the lists in headers.ts, lower case. */
  requestHeaders: readonly string[]
  responseHeaders: readonly string[]
  /** Names that may follow behind the body (RFC 9110 §6.5); no other trailer passes. */
  trailers: readonly string[]
  /** `upstream`: the API's own cache-control, kept private when a token went along. */
  cache: 'no-store' | 'upstream'
  /** Names of cookies this API may set on our origin. It never gets them back: no Cookie header passes. */
  setCookies: readonly string[]
  /** May a WebSocket be opened here? Always for somebody signed in, whatever `token` says (XB-13). */
  webSocket: boolean
  /** How the person must have signed in: by one of these `acr`, and no longer ago than this (RFC 9470). */
  acr?: readonly string[]
  maxAgeSeconds?: number
}

export interface ResourcePolicy extends RoutePolicy {
  /** What the API is spoken to in; 2 needs TLS there. */
  http: 1 | 2
  /** Is the API told the browser's address? Not one that belongs to somebody else. */
  clientAddress: 'told' | 'withheld'
  /** What people are asked to grant for it where a scope is too coarse (RFC 9396). */
  authorizationDetails?: readonly AuthorizationDetail[]
  /** Paths with rules of their own, behind `/api/<name>`: `/export.csv`, `/:id/pictures`. See routes.ts. */
  routes?: Readonly<Record<string, Partial<RoutePolicy>>>
}
