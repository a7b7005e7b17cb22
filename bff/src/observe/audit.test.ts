import { describe, expect, it } from 'vitest'
import { createEvents } from '../events.ts'
import { createAudit } from './audit.ts'

function auditing() {
  const events = createEvents({ now: () => Date.UTC(2026, 10, 20, 12, 30, 15, 250) })
  const written: string[] = []
  const stop = createAudit(events, { write: (line) => written.push(line) })
  return { emit: events.emit, written, stop, lines: () => written.map((line) => JSON.parse(line)) }
}

const session = { session: 'handle', subject: 'person' }

describe('createAudit', () => {
  it('writes one JSON text a line, marked, with time in UTC, outcome and ref', () => {
    const { emit, written, lines } = auditing()
    emit('session.ended', { ...session, reason: 'idle', ageSeconds: 60 }, 'r-1')
    expect(written).toEqual([expect.stringMatching(/^\{"audit":true,.*\}\n$/)])
    expect(lines()).toEqual([
      {
        audit: true,
        level: 'info',
        time: '2026-11-20T12:30:15.250Z',
        event: 'session_expired',
        outcome: 'success',
        ref: 'r-1',
        ...session,
        reason: 'idle',
      },
    ])
  })

  it('is silent about what is no business of an auditor', () => {
    const { emit, written } = auditing()
    emit('request.finished', { method: 'GET', route: '/api/notes', status: 200, ms: 3 })
    emit('token.refreshed', { session: 'handle', ms: 3 })
    emit('token.refresh-failed', { session: 'handle', fatal: false })
    expect(written).toEqual([])
  })

  it.each([
    ['step-up-required', 'step_up_required'],
    ['ticket-invalid', 'authz_fail'],
  ] as const)('tells of a request refused as %s', (refusal, name) => {
    const { emit, lines } = auditing()
    emit('request.finished', { method: 'GET', route: '/api/notes', status: 401, ms: 3, refusal })
    expect(lines()).toMatchObject([{ event: name, outcome: 'failure', route: '/api/notes' }])
  })

  it('tells of who was one too many, once a window', () => {
    const { emit, lines } = auditing()
    const refused = { where: 'ordinary', by: 'session', ...session } as const
    emit('request.limited', { ...refused, again: false })
    emit('request.limited', { ...refused, again: true })
    expect(lines()).toMatchObject([{ event: 'excess_rate_limit_exceeded', ...refused }])
  })

  it('tells of who had too many calls under way', () => {
    const { emit, lines } = auditing()
    emit('request.failed', { code: 'too-many-calls', why: 'calls-per-session' })
    emit('request.failed', { code: 'resource-busy', why: 'calls-at-once' })
    expect(lines()).toMatchObject([{ event: 'excess_rate_limit_exceeded' }])
  })

  it('tells only what is named, and no object where a word belongs [EL-04]', () => {
    const { emit, written } = auditing()
    const marker = { access_token: 'marker' }
    const more = { cause: marker, email: 'marker@example.com' }
    emit('login.failed', { code: 'login-failed', why: marker as unknown as 'state', ...more })
    expect(written).toHaveLength(1)
    expect(written.join('')).not.toContain('marker')
  })

  it('lets no text from outside forge an entry [EL-06]', () => {
    const { emit, written } = auditing()
    emit('login.succeeded', { ...session, acr: 'x\r\n{"audit":true}\u2028\u001b[2J' })
    expect(written).toHaveLength(2)
    for (const line of written) expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u)
  })

  it('stops when told to', () => {
    const { emit, written, stop } = auditing()
    stop()
    emit('session.ended', { ...session, reason: 'idle', ageSeconds: 60 })
    expect(written).toEqual([])
  })
})
