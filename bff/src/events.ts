/**
 * Every thing worth knowing, typed, told once. Doors and floors emit; log, audit, metrics and the
 * inspector listen (`observe/`); nobody who emits knows who listens. Outside observers can subscribe to
 * `claimcheck:<name>` on node:diagnostics_channel.
 *
 * No field can hold a secret: `ref` and `session` are public names, `subject` is a keyed hash, the rest
 * are closed words and numbers – and `cause`, of which a listener may tell only what `observe/cause.ts`
 * names (openid-client keeps whole token responses inside its errors).
 */
import { type Channel, channel } from 'node:diagnostics_channel'
import type { ProblemCode } from 'shared/problem'
import type { EndReason } from 'shared/session'
import type { OneTooMany } from './config/limit-rules.ts'
import type { ProviderEndpoint, ProviderLogoutRefusal } from './events/provider-words.ts'
import type { Clock } from './ports.ts'

export interface EventFields {
  'app.started': { origin: string; development: boolean }
  'app.stopped': Record<never, never>
  /** A worker process ended that nobody had asked to; another takes its place. */
  'worker.lost': {
    worker: number
    code: number | null
    signal: string | null
    restartInMs: number
  }
  'request.finished': {
    method: string
    route: string
    status: number
    ms: number
    refusal?: ProblemCode | undefined
    /** Of 32 hexadecimal digits, where traces are kept (observe/tracing.ts). */
    trace?: string | undefined
  }
  'request.failed': { code: ProblemCode; why?: string | undefined; cause?: unknown }
  /** The same-origin doorman said no; `why` is its reason. */
  'request.cross-site': { why: string }
  'request.limited': OneTooMany
  'cookie.ambiguous': { cookie: 'session' | 'transaction' }
  'csp.violated': { directive: string }
  'login.started': { prompt?: string | undefined }
  /** A login parameter that did not pass: never echoed, only counted. */
  'login.return-path-refused': Record<never, never>
  'login.succeeded': { session: string; subject: string; acr?: string | undefined }
  /** Not all authorization details that were asked for were granted: of these types (RFC 9396 §7). */
  'login.narrowed': { types: string }
  'login.failed': { code: ProblemCode; why: LoginFailure; cause?: unknown }
  /** The authorization server refused one client secret, so the other is used from now on. */
  'client.secret-switched': Record<never, never>
  'token.refreshed': { session: string; ms: number }
  'token.refresh-failed': { session: string; fatal: boolean; cause?: unknown }
  /** A refresh was begun and never saved: somebody crashed, or was killed, in between. */
  'token.refresh-interrupted': { session: string }
  /** A token of our own, or one in exchange for a person's: the API could not be asked. */
  'token.not-obtained': { mode: 'client' | 'exchange'; cause?: unknown }
  'token.revocation-failed': { session: string; cause?: unknown }
  /** The authorization server said that a session there is over; `sessions` of ours were ended for it. */
  'logout.provider': { channel: 'back' | 'front'; by: 'sid' | 'sub'; sessions: number }
  /** Somebody claimed so and was not believed, or it could not be done (`failed`). */
  'logout.provider-refused': {
    channel: 'back' | 'front'
    why: ProviderLogoutRefusal
    cause?: unknown
  }
  /** Told at most once a minute, by whichever instance it is at: so many are in use. */
  'session.used': { session: string }
  'session.ended': { session: string; subject: string; reason: EndReason; ageSeconds: number }
  /** Its browser has given this cookie up, and somebody came with it: a copy, or a request that was late. */
  'session.used-after-end': { session: string; subject: string; reason: EndReason }
  /** Asked by us, not by a browser; without a status no answer came. */
  'provider.asked': { endpoint: ProviderEndpoint; status?: number | undefined; ms: number }
  'provider.unreachable': { cause?: unknown }
  /** Its metadata contradicts our configuration or is unsafe; `why` names the field. */
  'provider.refused': { why: string }
  'resource.failed': { resource: string; code: ProblemCode; cause?: unknown }
  'storage.failed': { cause?: unknown }
}

/** Where a login broke; a closed list, so that a dashboard can count by it. */
export type LoginFailure =
  | 'state' // missing, unknown, expired, used or another browser's
  | 'issuer' // RFC 9207: the response comes from another authorization server
  | 'access-denied' // the person cancelled or refused consent
  | 'interaction' // prompt=none and something had to be asked
  | 'another-person' // a step-up as somebody else than the session's
  | 'step-up-late' // the session it was to raise is over
  | 'authorization-error' // any other error response
  | 'response' // malformed: repeated parameters, no code
  | 'token-error' // the token endpoint said no
  | 'token-response' // the token endpoint said something we cannot accept
  | 'id-token'
  | 'userinfo'
  | 'metadata' // the authorization server's own description rules it out
  | 'provider-unreachable'

export type EventName = keyof EventFields
export type Event = {
  [N in EventName]: { name: N; at: number; ref?: string | undefined } & EventFields[N]
}[EventName]
export type Listener = (event: Event) => void

export interface Events {
  /** `ref`: the correlation id of the request this belongs to, when there is one. */
  emit<N extends EventName>(name: N, fields: EventFields[N], ref?: string): void
  /** @returns the way to stop listening */
  listen(listener: Listener): () => void
}

export function createEvents(clock: Clock): Events {
  const listeners = new Set<Listener>()
  const channels = new Map<EventName, Channel>()
  const channelOf = (name: EventName) => {
    const known = channels.get(name) ?? channel(`claimcheck:${name}`)
    channels.set(name, known)
    return known
  }
  return {
    emit(name, fields, ref) {
      const outside = channelOf(name)
      if (listeners.size === 0 && !outside.hasSubscribers) return
      const event = { ...fields, name, at: clock.now(), ref } as unknown as Event
      for (const listener of listeners) listener(event)
      outside.publish(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
