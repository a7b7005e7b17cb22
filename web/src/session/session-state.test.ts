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
import { signedIn } from '../testing/session-views.ts'

const ada = signedIn()
const bob = signedIn({ sub: 'bob' })
const states = {
  loading,
  'signed in': { status: 'authenticated', view: ada, toldAtMs: 1, failures: 0 },
  stale: { status: 'authenticated', view: ada, toldAtMs: 1, failures: 2 },
  'never signed in': { status: 'unauthenticated' },
  'signed out': { status: 'unauthenticated', reason: 'idle', was: 'ada' },
  unreachable: { status: 'unreachable', failures: 3 },
  locked: { status: 'locked', view: ada, reason: 'idle' },
} as const satisfies Record<string, SessionState>
const left = { now: 1_800_000_100, idleExpiresIn: 90, absoluteExpiresIn: 900 }
const events = {
  'a yes': { type: 'answered', view: ada },
  'a yes for another': { type: 'answered', view: bob },
  'a plain no': { type: 'answered', view: { status: 'signed-out' } },
  'a no with a reason': { type: 'answered', view: { status: 'signed-out', reason: 'absolute' } },
  'a plain refusal': { type: 'refused' },
  'a refusal with a reason': { type: 'refused', reason: 'refresh-failed' },
  'new limits': { type: 'timed', left },
  'a failure': { type: 'failed' },
  'leaving for good': { type: 'left' },
} as const satisfies Record<string, SessionEvent>

const asIs = Symbol('as it is')
const authenticated = (view = ada, toldAtMs = 2) => ({
  status: 'authenticated',
  view,
  toldAtMs,
  failures: 0,
})
const out = (reason?: string, was?: string) => ({
  status: 'unauthenticated',
  ...(reason && { reason }),
  ...(was && { was }),
})
const locked = (reason?: string) => ({
  status: 'locked',
  view: ada,
  ...(reason && { reason }),
})
const retimed = { ...ada, session: { ...ada.session, ...left } }

type Row = [keyof typeof states, expected: object | symbol, withWork?: object | symbol]

const table: Record<keyof typeof events, Row[]> = {
  'a yes': (Object.keys(states) as (keyof typeof states)[]).map((state) => [
    state,
    authenticated(),
  ]),
  'a yes for another': (Object.keys(states) as (keyof typeof states)[]).map((state) => [
    state,
    authenticated(bob),
  ]),
  'a plain no': [
    ['loading', out()],
    ['signed in', out(undefined, 'ada'), locked()],
    ['stale', out(undefined, 'ada'), locked()],
    ['never signed in', asIs],
    ['signed out', asIs],
    ['unreachable', out()],
    ['locked', out('idle', 'ada'), asIs],
  ],
  'a no with a reason': [
    ['loading', out('absolute')],
    ['signed in', out('absolute', 'ada'), locked('absolute')],
    ['stale', out('absolute', 'ada'), locked('absolute')],
    ['never signed in', out('absolute')],
    ['signed out', out('absolute', 'ada')],
    ['unreachable', out('absolute')],
    ['locked', out('absolute', 'ada'), locked('absolute')],
  ],
  'a plain refusal': [
    ['loading', out()],
    ['signed in', out(undefined, 'ada'), locked()],
    ['stale', out(undefined, 'ada'), locked()],
    ['never signed in', asIs],
    ['signed out', asIs],
    ['unreachable', out()],
    ['locked', out('idle', 'ada'), asIs],
  ],
  'a refusal with a reason': [
    ['loading', out('refresh-failed')],
    ['signed in', out('refresh-failed', 'ada'), locked('refresh-failed')],
    ['stale', out('refresh-failed', 'ada'), locked('refresh-failed')],
    ['never signed in', out('refresh-failed')],
    ['signed out', out('refresh-failed', 'ada')],
    ['unreachable', out('refresh-failed')],
    ['locked', out('refresh-failed', 'ada'), locked('refresh-failed')],
  ],
  'new limits': [
    ['loading', asIs],
    ['signed in', authenticated(retimed)],
    ['stale', { ...authenticated(retimed), failures: 2 }],
    ['never signed in', asIs],
    ['signed out', asIs],
    ['unreachable', asIs],
    ['locked', asIs],
  ],
  'a failure': [
    ['loading', { status: 'unreachable', failures: 1 }],
    ['signed in', { ...authenticated(ada, 1), failures: 1 }],
    ['stale', { ...authenticated(ada, 1), failures: 3 }],
    ['never signed in', asIs],
    ['signed out', asIs],
    ['unreachable', { status: 'unreachable', failures: 4 }],
    ['locked', asIs],
  ],
  'leaving for good': [
    ['loading', out('user')],
    ['signed in', out('user', 'ada')],
    ['stale', out('user', 'ada')],
    ['never signed in', out('user')],
    ['signed out', out('user', 'ada')],
    ['unreachable', out('user')],
    ['locked', out('user', 'ada')],
  ],
}

const cases = Object.entries(table).flatMap(([event, rows]) =>
  rows.map(([state, clean, withWork = clean]) => ({ event, state, clean, withWork })),
) as {
  event: keyof typeof events
  state: keyof typeof states
  clean: object | symbol
  withWork: object | symbol
}[]

describe('nextSession', () => {
  it('is told in full: every event in every state', () => {
    expect(cases).toHaveLength(Object.keys(states).length * Object.keys(events).length)
  })

  it.each(cases)('from $state, on $event', ({ state, event, clean }) => {
    const before = states[state]
    const after = nextSession(before, events[event], { hasWork: false, nowMs: 2 })
    expect(after).toEqual(clean === asIs ? before : clean)
  })

  it.each(cases)('with work on the page, from $state, on $event', ({ state, event, withWork }) => {
    const before = states[state]
    const after = nextSession(before, events[event], { hasWork: true, nowMs: 2 })
    expect(after).toEqual(withWork === asIs ? before : withWork)
  })

  it('signs nobody out for a failure, however often it comes', () => {
    const state = Array.from({ length: 50 }).reduce<SessionState>(
      (before) => nextSession(before, events['a failure'], { hasWork: false, nowMs: 2 }),
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
    ['the page waits for its person, who is back', states.locked, ada, false],
    ['the page waits for its person, and another comes', states.locked, bob, true],
    ['nobody was here before', states['never signed in'], bob, false],
    ['nobody was known before', states.loading, bob, false],
  ] as const)('when %s', (_when, before, view, expected) => {
    const event = { type: 'answered', view } as const
    const after = nextSession(before, event, { hasWork: true, nowMs: 2 })
    expect(isAnotherPerson(before, after)).toBe(expected)
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
    ['locked', false],
  ] as const)('of %s is %s', (state, expected) => {
    expect(isStale(states[state])).toBe(expected)
  })
})

describe('askAgainAfterMs', () => {
  const badDay: SessionState = { status: 'unreachable', failures: 40 }
  it.each([
    ['a definite yes', states['signed in'], false],
    ['a definite no', states['signed out'], false],
    ['a page that waits for its person', states.locked, 3_000],
    ['one failure', { ...states['signed in'], failures: 1 }, 2_000],
    ['three failures', states.unreachable, 8_000],
    ['a bad day', badDay, 30_000],
  ])('after %s', (_what, state, expected) => {
    expect(askAgainAfterMs(state)).toBe(expected)
  })
})
