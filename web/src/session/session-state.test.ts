import { describe, expect, it } from 'vitest'
import {
  askAgainAfterMs,
  isAnotherPerson,
  isStale,
  loading,
  nextSession,
  type SessionEvent,
  type SessionState,
} from './session-state.ts'
import { signedInAs } from './test-views.ts'

const ada = signedInAs('ada')
const bob = signedInAs('bob')
const states = {
  loading,
  'signed in': { status: 'authenticated', view: ada, failures: 0 },
  stale: { status: 'authenticated', view: ada, failures: 2 },
  'never signed in': { status: 'unauthenticated' },
  'signed out': { status: 'unauthenticated', reason: 'idle', was: 'ada' },
  unreachable: { status: 'unreachable', failures: 3 },
} as const satisfies Record<string, SessionState>
const events = {
  'a yes': { type: 'answered', view: ada },
  'a plain no': { type: 'answered', view: { status: 'signed-out' } },
  'a no with a reason': { type: 'answered', view: { status: 'signed-out', reason: 'absolute' } },
  'a plain refusal': { type: 'refused' },
  'a refusal with a reason': { type: 'refused', reason: 'refresh-failed' },
  'a failure': { type: 'failed' },
} as const satisfies Record<string, SessionEvent>

const signedIn = { status: 'authenticated', view: ada, failures: 0 }
const out = (reason?: string, was?: string) => ({
  status: 'unauthenticated',
  ...(reason && { reason }),
  ...(was && { was }),
})

describe('nextSession', () => {
  it.each([
    ['loading', 'a yes', signedIn],
    ['loading', 'a plain no', out()],
    ['loading', 'a no with a reason', out('absolute')],
    ['loading', 'a plain refusal', out()],
    ['loading', 'a refusal with a reason', out('refresh-failed')],
    ['loading', 'a failure', { status: 'unreachable', failures: 1 }],

    ['signed in', 'a yes', signedIn],
    ['signed in', 'a plain no', out(undefined, 'ada')],
    ['signed in', 'a no with a reason', out('absolute', 'ada')],
    ['signed in', 'a plain refusal', out(undefined, 'ada')],
    ['signed in', 'a refusal with a reason', out('refresh-failed', 'ada')],
    ['signed in', 'a failure', { ...signedIn, failures: 1 }],

    ['stale', 'a yes', signedIn],
    ['stale', 'a plain no', out(undefined, 'ada')],
    ['stale', 'a no with a reason', out('absolute', 'ada')],
    ['stale', 'a plain refusal', out(undefined, 'ada')],
    ['stale', 'a refusal with a reason', out('refresh-failed', 'ada')],
    ['stale', 'a failure', { ...signedIn, failures: 3 }],

    ['never signed in', 'a yes', signedIn],
    ['never signed in', 'a plain no', out()],
    ['never signed in', 'a no with a reason', out('absolute')],
    ['never signed in', 'a plain refusal', out()],
    ['never signed in', 'a refusal with a reason', out('refresh-failed')],
    ['never signed in', 'a failure', out()],

    ['signed out', 'a yes', signedIn],
    ['signed out', 'a plain no', out('idle', 'ada')],
    ['signed out', 'a no with a reason', out('absolute', 'ada')],
    ['signed out', 'a plain refusal', out('idle', 'ada')],
    ['signed out', 'a refusal with a reason', out('refresh-failed', 'ada')],
    ['signed out', 'a failure', out('idle', 'ada')],

    ['unreachable', 'a yes', signedIn],
    ['unreachable', 'a plain no', out()],
    ['unreachable', 'a no with a reason', out('absolute')],
    ['unreachable', 'a plain refusal', out()],
    ['unreachable', 'a refusal with a reason', out('refresh-failed')],
    ['unreachable', 'a failure', { status: 'unreachable', failures: 4 }],
  ] as const)('from %s, on %s', (state, event, expected) => {
    expect(nextSession(states[state], events[event])).toEqual(expected)
  })

  it('signs nobody out for a failure, however often it comes', () => {
    const state = Array.from({ length: 50 }).reduce<SessionState>(
      (before) => nextSession(before, events['a failure']),
      states['signed in'],
    )
    expect(state.status).toBe('authenticated')
  })
})

describe('isAnotherPerson', () => {
  it.each([
    ['the same person is still here', states['signed in'], ada, false],
    ['another person is here at once', states['signed in'], bob, true],
    ['the same person is back', states['signed out'], ada, false],
    ['another person came after', states['signed out'], bob, true],
    ['nobody was here before', states['never signed in'], bob, false],
    ['nobody was known before', states.loading, bob, false],
  ] as const)('when %s', (_when, before, view, expected) => {
    expect(isAnotherPerson(before, nextSession(before, { type: 'answered', view }))).toBe(expected)
  })

  it('is not said of somebody who signs out', () => {
    expect(isAnotherPerson(states['signed in'], states['signed out'])).toBe(false)
  })
})

describe('isStale', () => {
  it.each([
    ['loading', false],
    ['signed in', false],
    ['stale', true],
    ['signed out', false],
    ['unreachable', false],
  ] as const)('of %s is %s', (state, expected) => {
    expect(isStale(states[state])).toBe(expected)
  })
})

describe('askAgainAfterMs', () => {
  const badDay: SessionState = { status: 'unreachable', failures: 40 }
  it.each([
    ['a definite yes', states['signed in'], false],
    ['a definite no', states['signed out'], false],
    ['one failure', { ...signedIn, failures: 1 } as SessionState, 2_000],
    ['three failures', states.unreachable, 8_000],
    ['a bad day', badDay, 30_000],
  ])('after %s', (_what, state, expected) => {
    expect(askAgainAfterMs(state)).toBe(expected)
  })
})
