import { describe, expect, it } from 'vitest'
import type { Config } from '../config/config.ts'
import { createEvents } from '../events.ts'
import { createLog } from './log.ts'
import { logLines } from './log-lines.ts'

const at = Date.UTC(2026, 10, 20, 12, 30, 15, 250)

function logging(level: Config['logLevel'] = 'debug') {
  const events = createEvents({ now: () => at })
  const written: string[] = []
  const stop = createLog(events, { level, destination: { write: (line) => written.push(line) } })
  return { emit: events.emit, written, stop, lines: () => written.map((line) => JSON.parse(line)) }
}

describe('createLog', () => {
  it('writes one JSON text a line, with time in UTC and the ref', () => {
    const { emit, written, lines } = logging()
    emit('request.finished', { method: 'GET', route: '/api/notes', status: 200, ms: 3 }, 'r-1')
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)])
    expect(lines()).toEqual([
      {
        level: 'info',
        time: '2026-11-20T12:30:15.250Z',
        event: 'request.finished',
        ref: 'r-1',
        method: 'GET',
        route: '/api/notes',
        status: 200,
        ms: 3,
      },
    ])
  })

  it('leaves out what the catalogue does not name', () => {
    const { emit, lines } = logging()
    const more = { directive: 'script-src', token: 'marker', url: 'https://x/?code=marker' }
    emit('csp.violated', more)
    expect(lines()).toEqual([
      { level: 'warn', time: expect.any(String), event: 'csp.violated', directive: 'script-src' },
    ])
  })

  it('says which cookie came twice', () => {
    const { emit, lines } = logging()
    emit('cookie.ambiguous', { cookie: 'session' })
    expect(lines()[0]).toMatchObject({ event: 'cookie.ambiguous', cookie: 'session' })
  })

  it('calls a failure of ours an error, and a refusal with a reason a note', () => {
    const { emit, lines } = logging()
    emit('request.failed', { code: 'internal', cause: new Error('x') })
    emit('request.failed', { code: 'request-malformed', why: 'json' })
    expect(lines().map(({ level }) => level)).toEqual(['error', 'info'])
  })

  it('writes nothing below its level', () => {
    const { emit, lines } = logging('warn')
    emit('login.started', {})
    emit('login.failed', { code: 'login-failed', why: 'state' })
    expect(lines().map(({ event }) => event)).toEqual(['login.failed'])
  })

  it('stops when told to', () => {
    const { emit, written, stop } = logging()
    stop()
    emit('login.started', {})
    expect(written).toEqual([])
  })
})

describe('createLog, of text from outside', () => {
  it.each([
    ['a line break', 'none\r\n{"level":"info","event":"forged"}'],
    ['a terminal escape', 'none\u001b[2J\u001b]0;forged\u0007'],
    ['an eight-bit escape', 'none\u009b2J'],
    ['a line end that only JavaScript sees', 'none\u2028forged\u2029'],
    ['a right-to-left override', 'none\u202egnol'],
    ['a delete', 'none\u007f\u0000'],
  ])('lets %s forge no entry and command no terminal [EL-06]', (_what, prompt) => {
    const { emit, written } = logging()
    emit('login.started', { prompt })
    expect(written.join('')).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u)
    expect(JSON.parse(written.join(''))).toMatchObject({ event: 'login.started' })
  })

  it('cuts what is too long', () => {
    const { emit, lines } = logging()
    emit('login.started', { prompt: 'x'.repeat(10_000) })
    expect(lines()[0].prompt).toHaveLength(200)
  })

  it('writes no object where a word belongs', () => {
    const { emit, written } = logging()
    emit('login.started', { prompt: { access_token: 'marker' } as unknown as string })
    expect(written.join('')).not.toContain('marker')
  })
})

describe('createLog, of causes', () => {
  /** As openid-client throws it: the token response hangs on the error, and again on what caused it. */
  const body = { access_token: 'marker-access', refresh_token: 'marker-refresh' }
  const canary = Object.assign(
    new Error('GET https://as.example/cb?code=marker-code', { cause: { body, response: body } }),
    { code: 'OAUTH_INVALID_RESPONSE', error: 'invalid_grant', error_description: 'marker', body },
  )

  const withCause = [
    ['request.failed', { code: 'internal' }],
    ['login.failed', { code: 'login-failed', why: 'token-response' }],
    ['token.refresh-failed', { session: 's', fatal: true }],
    ['token.not-obtained', { mode: 'client' }],
    ['token.revocation-failed', { session: 's' }],
    ['logout.provider-refused', { channel: 'back', why: 'signature' }],
    ['provider.unreachable', {}],
    ['resource.failed', { resource: 'notes', code: 'resource-unreachable' }],
    ['storage.failed', {}],
  ] as const

  it.each(withCause)('tells what went wrong in %s, and no secret of it [EL-04]', (name, fields) => {
    const { emit, written, lines } = logging('debug')
    emit(name, { ...fields, cause: canary })
    expect(written.join('')).not.toContain('marker')
    expect(lines()[0].cause).toMatchObject({
      name: 'Error',
      code: 'OAUTH_INVALID_RESPONSE',
      oauthError: 'invalid_grant',
    })
  })

  it('has one such case for every event that carries a cause', () => {
    const carrying = Object.entries(logLines).filter(([, line]) =>
      (line.fields as readonly string[]).includes('cause'),
    )
    expect(withCause.map(([name]) => name).toSorted()).toEqual(
      carrying.map(([name]) => name).toSorted(),
    )
  })
})
