import { describe, expect, it } from 'vitest'
import { problems } from '../http/problems.ts'
import { tryRooms } from '../http/try-rooms.ts'
import { cspReport } from './csp-report.ts'

async function report(type: string, body: string) {
  const { ask, told } = await tryRooms((events) => [
    problems(events, { appOrigin: 'https://app.example.com' }),
    cspReport(events),
  ])
  const question = { method: 'POST', path: '/auth/csp-report', headers: { 'content-type': type } }
  const { status, body: answer } = await ask({ ...question, body })
  const violations = told.filter(({ name }) => name === 'csp.violated')
  return { status, answer, violations }
}

const violation = (directive: string) => expect.objectContaining({ directive })

describe('cspReport', () => {
  it('keeps the directive of a report and nothing else [FE-03]', async () => {
    const body = {
      'csp-report': {
        'document-uri': 'https://app.example.com/auth/callback?code=marker',
        'blocked-uri': 'https://evil.example/marker',
        'effective-directive': 'script-src-elem',
        'script-sample': 'marker',
      },
    }
    const { status, violations } = await report('application/csp-report', JSON.stringify(body))
    expect(status).toBe(204)
    expect(violations).toEqual([violation('script-src-elem')])
    expect(JSON.stringify(violations)).not.toContain('marker')
  })

  it('reads a list of reports and tells each directive once', async () => {
    const body = ['img-src', 'img-src', 'connect-src'].map((effectiveDirective) => ({
      type: 'csp-violation',
      body: { effectiveDirective },
    }))
    const { status, violations } = await report('application/reports+json', JSON.stringify(body))
    expect(status).toBe(204)
    expect(violations).toEqual([violation('img-src'), violation('connect-src')])
  })

  it('reads the older field, which repeats the whole directive', async () => {
    const body = { 'csp-report': { 'violated-directive': "script-src 'self'" } }
    const { violations } = await report('application/csp-report', JSON.stringify(body))
    expect(violations).toEqual([violation('script-src')])
  })

  it.each([
    ['a word of its own', { 'csp-report': { 'effective-directive': 'marker\r\nforged' } }],
    ['no directive', { 'csp-report': {} }],
    ['an object for a directive', { 'csp-report': { 'effective-directive': { marker: 1 } } }],
    ['no report', null],
    ['a list of nothing', [null]],
    ['a name from the prototype', { 'csp-report': { 'effective-directive': 'constructor' } }],
  ])('calls %s other', async (_what, body) => {
    const { status, violations } = await report('application/csp-report', JSON.stringify(body))
    expect(status).toBe(204)
    expect(violations).toEqual([violation('other')])
  })

  it.each([
    ['another type', 'application/json', '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'a=1', 415],
    ['what is no JSON', 'application/csp-report', '{', 400],
    ['more than 8 kB', 'application/csp-report', `"${'x'.repeat(8192)}"`, 413],
  ])('refuses %s', async (_what, type, body, expected) => {
    const { status, violations } = await report(type, body)
    expect(status).toBe(expected)
    expect(violations).toEqual([])
  })
})
