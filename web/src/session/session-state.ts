/**
 * The browser's one idea of who is signed in, and the only function that may change it. Pure: no fetch,
 * no React, no clock. The law of the house is in the last line of `nextSession`: a network, a store or a
 * deploy that fails never signs anyone out; only an answer or a refusal of our own BFF does.
 */
import type { EndReason, SessionView, SignedInView } from 'shared/session'

export type SessionState =
  /** Never yet answered in this tab. Nothing that depends on the answer is on screen. */
  | { status: 'loading' }
  /** The last definite answer was yes. `failures` counts the questions that went unanswered since. */
  | { status: 'authenticated'; view: SignedInView; toldAtMs: number; failures: number }
  /** A definite no. `was` is who was here before, so that another person never inherits their page. */
  | { status: 'unauthenticated'; reason?: EndReason; was?: string }
  /** Never answered, and asking fails: not signed out, not signed in, merely unknown. */
  | { status: 'unreachable'; failures: number }
  /** A definite no while the page holds work: it stays as it is, out of sight, until its person is back. */
  | { status: 'locked'; view: SignedInView; reason?: EndReason }

export type SessionEvent =
  | { type: 'answered'; view: SessionView }
  /** A 401 of ours on any request: `session-required` or `session-ended`. */
  | { type: 'refused'; reason?: EndReason | undefined }
  /** No network, no time, a 5xx, or something that is not our JSON (a hotel's sign-in page, say). */
  | { type: 'failed' }
  /** The limits have moved, or come near (shared/session-events). */
  | { type: 'timed'; left: TimesLeft }
  /** The person has signed out on this very page, or given up what it holds. Nothing is kept for them. */
  | { type: 'left' }

export type TimesLeft = Pick<SignedInView['session'], 'now' | 'idleExpiresIn' | 'absoluteExpiresIn'>

/** What counts beside the news itself. */
export interface Circumstances {
  /** Text that is not saved, or a write that is not answered. */
  hasWork: boolean
  /** By this device's clock, right or wrong: it only ever measures from here on. */
  nowMs: number
}

export const loading: SessionState = { status: 'loading' }

export function nextSession(
  state: SessionState,
  event: SessionEvent,
  { hasWork, nowMs }: Circumstances,
): SessionState {
  switch (event.type) {
    case 'answered':
      return event.view.status === 'signed-in'
        ? { status: 'authenticated', view: event.view, toldAtMs: nowMs, failures: 0 }
        : signedOut(state, event.view.reason, hasWork)
    case 'refused':
      return signedOut(state, event.reason, hasWork)
    case 'left':
      return signedOut(state, 'user', false)
    case 'timed':
      return timed(state, event.left, nowMs)
    case 'failed':
      return failed(state)
  }
}

/** The BFF tells a reason once; a later "no" without one must not wipe it from the screen. */
function signedOut(
  state: SessionState,
  reason: EndReason | undefined,
  hasWork: boolean,
): SessionState {
  const known = reason ?? ('reason' in state ? state.reason : undefined)
  const why = known === undefined ? {} : { reason: known }
  if (hasWork && 'view' in state) return { status: 'locked', view: state.view, ...why }
  const was = subjectOf(state)
  return { status: 'unauthenticated', ...why, ...(was !== undefined && { was }) }
}

function timed(state: SessionState, left: TimesLeft, nowMs: number): SessionState {
  if (state.status !== 'authenticated') return state
  const session = { ...state.view.session, ...left }
  return { ...state, view: { ...state.view, session }, toldAtMs: nowMs }
}

function failed(state: SessionState): SessionState {
  switch (state.status) {
    case 'loading':
      return { status: 'unreachable', failures: 1 }
    case 'authenticated':
    case 'unreachable':
      return { ...state, failures: state.failures + 1 }
    case 'unauthenticated':
    case 'locked':
      return state
  }
}

/** Who is here, or was here last. */
export function subjectOf(state: SessionState): string | undefined {
  if ('view' in state) return state.view.user.sub
  return state.status === 'unauthenticated' ? state.was : undefined
}

/** Has somebody else signed in since? Then what the page holds is not theirs to see. */
export function isAnotherPerson(before: SessionState, after: SessionState): boolean {
  const was = subjectOf(before)
  return was !== undefined && after.status === 'authenticated' && after.view.user.sub !== was
}

/** Has the same person signed in once more? Each sign-in has a handle of its own. */
export function isRaised(before: SessionState, after: SessionState): boolean {
  if (before.status !== 'authenticated' || after.status !== 'authenticated') return false
  return before.view.session.handle !== after.view.session.handle
}

/** Signed in as far as we know, but the BFF has not confirmed it lately. */
export function isStale(state: SessionState): boolean {
  return state.status === 'authenticated' && state.failures > 0
}

/**
 * When to ask again unasked: while a page waits for its person, every 3 s; after failures, with doubling
 * pauses of 2 s up to 30 s; otherwise never.
 */
export function askAgainAfterMs(state: SessionState): number | false {
  if (state.status === 'locked') return 3_000
  const failures = 'failures' in state ? state.failures : 0
  return failures === 0 ? false : Math.min(30_000, 1000 * 2 ** failures)
}
