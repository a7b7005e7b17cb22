import { describe, expect, it } from 'vitest'
import type { Middleware } from './context.ts'
import { Problem } from './problem.ts'
import { problems } from './problems.ts'
import { securityHeaders } from './security-headers.ts'
import { type Question, tryRooms } from './try-rooms.ts'

const https = {
  appOrigin: 'https://app.example.com',
  providers: [{ issuer: 'https://id.example.com/tenant', frontchannelLogout: false }],
}

async function answerOf(door: Middleware, question: Question, config = https) {
  const { ask } = await tryRooms((events) => [
    problems(events, config),
    securityHeaders(config),
    door,
  ])
  return ask(question)
}

const page: Middleware = (ctx) => {
  ctx.body = '<!doctype html>'
}
const json: Middleware = (ctx) => {
  ctx.body = {}
}
const redirect: Middleware = (ctx) => ctx.redirect('/')
const nothing: Middleware = () => {}
const crash: Middleware = () => {
  throw new Error('broken')
}
const refusal: Middleware = () => {
  throw new Problem('cross-site-request')
}

const answers: [what: string, door: Middleware, path: string][] = [
  ['a document', page, '/notes'],
  ['an asset', page, '/assets/app.js'],
  ['a 404', nothing, '/assets/gone.js'],
  ['a 500 of a document', crash, '/'],
  ['JSON', json, '/auth/session'],
  ['a redirect', redirect, '/auth/login'],
  ['a forwarded answer', json, '/api/notes'],
  ['a refusal', refusal, '/api/notes'],
  ['a 404 at a door', nothing, '/auth/nothing'],
  ['a 500 at a door', crash, '/auth/callback'],
]

describe('securityHeaders', () => {
  it.each(answers)('lets nobody frame %s [FE-04]', async (_what, door, path) => {
    const { headers } = await answerOf(door, { path })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it.each(answers)('sends the whole set on %s [FE-05]', async (_what, door, path) => {
    const { headers } = await answerOf(door, { path })
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it('gives a document a policy that names what it may load, and nothing inline [FE-02, FE-03]', async () => {
    const { headers } = await answerOf(page, { path: '/' })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        'report-uri /auth/csp-report',
      ]),
    )
    expect(policy.join()).not.toMatch(/unsafe|\*|https?:/)
  })

  it('lets data be nothing but data, even when opened as a page', async () => {
    const { headers } = await answerOf(json, { path: '/api/notes' })
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    )
  })

  it.each([
    [true, 'https://id.example.com'],
    [false, "'none'"],
  ])(
    'lets the page of front-channel logout, on: %s, be framed by %s and by nobody else [LO-18, FE-04]',
    async (frontchannelLogout, framer) => {
      const providers = https.providers.map((oidc) => ({ ...oidc, frontchannelLogout }))
      const config = { ...https, providers }
      const { headers } = await answerOf(page, { path: '/auth/frontchannel-logout?iss=x' }, config)
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; frame-ancestors ${framer}; sandbox`,
      )
    },
  )

  it('gives no referrer to anybody from a door, and only to ourselves from a page', async () => {
    const door = await answerOf(redirect, { path: '/auth/callback?code=x' })
    const document = await answerOf(page, { path: '/notes' })
    expect(door.headers['referrer-policy']).toBe('no-referrer')
    expect(document.headers['referrer-policy']).toBe('same-origin')
  })

  it('does not ask a loopback http origin to be https for two years', async () => {
    const config = { ...https, appOrigin: 'http://localhost:3000' }
    const { headers } = await answerOf(page, { path: '/' }, config)
    expect(headers).not.toHaveProperty('strict-transport-security')
  })
})
