import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { ask, openApi, say } from './loopback.fixture.ts'

const hello = () => openApi((_req, res) => res.end('hello'))
const signedOut = { signedIn: false, presented: false } as const

describe('the door', () => {
  it('forwards along a route of the table, with the token of the person', async () => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: `${api.url}/v1` } } })
    const answer = await ask(counter, '/api/notes/7?x=1')
    expect([answer.status, String(answer.body)]).toEqual([200, 'hello'])
    expect(api.seen[0]).toMatchObject({ method: 'GET', url: '/v1/7?x=1' })
    expect(api.seen[0]?.headers.authorization).toBe('Bearer token-for-notes')
    expect(counter.finished).toEqual([{ status: 200, route: '/api/notes' }])
  })

  it.each(['/', '/auth/session', '/apiary', '/API/notes', '/%61pi/notes', '//api/notes'])(
    'leaves %s to the other doors',
    async (path) => {
      const api = await hello()
      const counter = await openCounter({ apis: { notes: { url: api.url } } })
      expect(String((await ask(counter, path)).body)).toBe('the web app')
      expect(api.connections).toBe(0)
    },
  )

  it.each([
    '/api',
    '/api/',
    '/api/orders',
    '/api/Notes',
    '/api/notes@evil.example/',
    '/api/constructor',
  ])('knows no resource at %s and connects to nobody [PX-01]', async (path) => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    expect((await ask(counter, path)).status).toBe(404)
    expect(counter.problems[0]?.code).toBe('resource-unknown')
    expect(api.connections).toBe(0)
  })

  it.each([
    'GET http://evil.example/api/notes HTTP/1.1',
    'GET http://127.0.0.1/api/notes HTTP/1.1',
    'GET /api/notes/../admin HTTP/1.1',
    'GET /api/notes/%2e%2e/admin HTTP/1.1',
    'GET /api/notes/..%252fadmin HTTP/1.1',
    'GET /api/notes/..;/admin HTTP/1.1',
    'GET /api/notes/a%00b HTTP/1.1',
    'GET /api/notes//evil.example HTTP/1.1',
    'GET /api/notes\\..\\admin HTTP/1.1',
    'GET /api/notes#x HTTP/1.1',
  ])('refuses %j over a raw socket and asks nobody [PX-02, PX-03]', async (requestLine) => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const answer = await say(counter.port, `${requestLine}\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(api.connections).toBe(0)
  })

  it('sends the path and query as they came, with the Host of the API [PX-14]', async () => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const target = '/caf%C3%A9/a+b%20c?q=a+b&q=%20&&x;y=&empty=&bad=100%&back\\slash'
    await say(
      counter.port,
      `GET /api/notes${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    )
    expect(api.seen[0]?.url).toBe(target)
    expect(api.seen[0]?.headers.host).toBe(new URL(api.url).host)
  })

  it.each(['DELETE', 'TRACE', 'OPTIONS', 'PROPFIND'])(
    'refuses %s, which is not listed [PX-04]',
    async (method) => {
      const api = await hello()
      const policy = { methods: ['GET', 'HEAD'] as const }
      const counter = await openCounter({ apis: { notes: { url: api.url, policy } } })
      const answer = await ask(counter, '/api/notes', { method })
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
      expect(api.connections).toBe(0)
    },
  )

  it('lets no CONNECT through [PX-04]', async () => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    await say(counter.port, 'CONNECT /api/notes HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(api.connections).toBe(0)
  })

  it('answers an OPTIONS that may go no further itself, and counts the hops of another [PX-12]', async () => {
    const api = await hello()
    const policy = { methods: ['GET', 'OPTIONS'] as const }
    const counter = await openCounter({ apis: { notes: { url: api.url, policy } } })
    const last = await ask(counter, '/api/notes', {
      method: 'OPTIONS',
      headers: { 'max-forwards': '0' },
    })
    expect([last.status, last.headers.allow, api.seen.length]).toEqual([204, 'GET, OPTIONS', 0])
    await ask(counter, '/api/notes', { method: 'OPTIONS', headers: { 'max-forwards': '2' } })
    expect(api.seen[0]?.headers['max-forwards']).toBe('1')
  })

  it('cuts a request that has been here before [PX-12]', async () => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const answer = await ask(counter, '/api/notes', { headers: { via: '1.1 lb, 1.1 claimcheck' } })
    expect([answer.status, api.connections]).toEqual([502, 0])
    expect(counter.problems[0]?.options.why).toBe('loop')
  })
})

describe('whose token', () => {
  it.each([
    [{ signedIn: false, presented: false }, 'session-required', undefined],
    [{ signedIn: false, presented: true }, 'session-ended', undefined],
    [{ signedIn: false, presented: true, reason: 'idle' }, 'session-ended', 'idle'],
  ] as const)('refuses %j as %s and asks nobody [PX-24]', async (standing, code, reason) => {
    const api = await hello()
    const counter = await openCounter({ apis: { notes: { url: api.url } }, signedIn: standing })
    expect((await ask(counter, '/api/notes')).status).toBe(401)
    expect(counter.problems[0]).toMatchObject({ code, options: reason ? { reason } : {} })
    expect(api.connections).toBe(0)
  })

  it('sends none on a public route, and does not even ask for one [PX-08]', async () => {
    const api = await hello()
    const counter = await openCounter({
      apis: { notes: { url: api.url, policy: { token: 'none' } } },
      accessTokenFor: () => Promise.reject(new Error('nobody should ask')),
    })
    const answer = await ask(counter, '/api/notes', { headers: { authorization: 'Bearer evil' } })
    expect(answer.status).toBe(200)
    expect(api.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each([
    [undefined, 'Bearer token-for-notes'],
    [signedOut, undefined],
  ])('sends it on a route for both when somebody is signed in', async (standing, authorization) => {
    const api = await hello()
    const apis = { notes: { url: api.url, policy: { token: 'userOrNone' } as const } }
    const counter = await openCounter({ apis, ...(standing && { signedIn: standing }) })
    expect((await ask(counter, '/api/notes')).status).toBe(200)
    expect(api.seen[0]?.headers.authorization).toBe(authorization)
  })

  it('sends each API its own [PX-08]', async () => {
    const [notes, orders] = [await hello(), await hello()]
    const counter = await openCounter({
      apis: { notes: { url: notes.url }, orders: { url: orders.url } },
    })
    await ask(counter, '/api/notes')
    await ask(counter, '/api/orders')
    expect(notes.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-for-notes',
    ])
    expect(orders.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-for-orders',
    ])
  })
})
