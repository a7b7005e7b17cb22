/** What passes over the counter, shown with real servers on loopback. */
import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { ask, openApi, say } from './loopback.fixture.ts'

const notesAt = (url: string) => ({ apis: { notes: { url } } })

describe('what the API hears', () => {
  it('hears nothing that the browser must not say [PX-05, PX-06, PX-07, PX-10]', async () => {
    const api = await openApi((_req, res) => res.end())
    const counter = await openCounter(notesAt(api.url))
    const octets = [
      'POST /api/notes?q=1 HTTP/1.1',
      'Host: evil.example',
      'COOKIE:   __Host-Http-claimcheck=secret',
      'cookie: second=1',
      'Authorization: Bearer evil',
      'DPoP: evil',
      'Proxy-Authorization: Basic evil',
      'X-User: root',
      'X-Real-IP: 10.0.0.1',
      'X-Forwarded-For: 10.0.0.1',
      'X-HTTP-Method-Override: DELETE',
      'X-CSRF: 1',
      'Upgrade: h2c',
      'TE: trailers',
      'Keep-Alive: timeout=5',
      'Connection: close, upgrade, X-Secret, authorization, x-csrf',
      'X-Secret: 1',
      'Content-Type: text/plain',
      'Content-Length: 2',
    ]
    await say(counter.port, `${octets.join('\r\n')}\r\n\r\nhi`)
    expect(api.seen[0]?.headers).toEqual({
      host: new URL(api.url).host,
      connection: 'keep-alive',
      'content-type': 'text/plain',
      via: '1.1 claimcheck',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'app.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=127.0.0.1;host="app.example";proto=https',
      authorization: 'Bearer token-for-notes',
      'content-length': '2',
    })
    expect(api.seen[0]?.url).toBe('/?q=1')
  })

  it('sees us last in Via [PX-11]', async () => {
    const api = await openApi((_req, res) => res.end())
    await ask(await openCounter(notesAt(api.url)), '/api/notes', { headers: { via: '1.0 fred' } })
    expect(api.seen[0]?.headers.via).toBe('1.0 fred, 1.1 claimcheck')
  })
})

describe('what the browser hears', () => {
  it('hears nothing that the API must not say [PX-10, PX-21, PX-22]', async () => {
    const api = await openApi((_req, res) => {
      const pairs = [
        ['set-cookie', '__Host-Http-claimcheck=evil', 'set-cookie', 'b=1'],
        ['access-control-allow-origin', '*', 'server', 'in.example', 'claimcheck-refusal', 'x'],
        ['cache-control', 'public, max-age=600', 'etag', '"1"', 'vary', 'accept'],
        ['connection', 'close, x-secret', 'x-secret', '1', 'x-powered-by', 'x'],
      ]
      res.writeHead(418, pairs.flat())
      res.end('teapot')
    })
    const counter = await openCounter({
      ...notesAt(api.url),
      ourHeaders: { vary: 'Sec-Fetch-Site', 'x-ours': '1' },
    })
    const { status, headers, body } = await ask(counter, '/api/notes/me/x.css')
    expect([status, String(body)]).toEqual([418, 'teapot'])
    expect(headers).toEqual({
      'x-ours': '1',
      'cache-control': 'no-store',
      etag: '"1"',
      vary: 'Sec-Fetch-Site, accept',
      date: expect.any(String),
      connection: 'close',
      'transfer-encoding': 'chunked',
    })
  })

  it('gets a redirect back, translated, and nobody follows it [PX-09]', async () => {
    const elsewhere = await openApi((_req, res) => res.end('stolen'))
    const api = await openApi((req, res) => {
      const location = req.url === '/v1/out' ? `${elsewhere.url}/x` : '/v1/b?x=1'
      res.writeHead(303, { location }).end()
    })
    const counter = await openCounter(notesAt(`${api.url}/v1`))
    const inside = await ask(counter, '/api/notes/a', { method: 'POST' })
    expect([inside.status, inside.headers.location]).toEqual([303, '/api/notes/b?x=1'])
    const outside = await ask(counter, '/api/notes/out')
    expect([outside.status, outside.headers.location]).toEqual([303, undefined])
    expect([api.seen.length, elsewhere.connections]).toEqual([2, 0])
  })

  it('gets a problem instead of a challenge [PX-23]', async () => {
    const api = await openApi((_req, res) => {
      res.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('no')
    })
    const counter = await openCounter(notesAt(api.url))
    const { status, headers, body } = await ask(counter, '/api/notes')
    expect([status, JSON.parse(String(body))]).toEqual([401, { code: 'resource-refused' }])
    expect(headers).not.toHaveProperty('www-authenticate')
    expect(counter.problems[0]?.options).toMatchObject({ refusal: false, why: 'invalid_token' })
    expect(counter.events).toMatchObject([
      { name: 'resource.failed', code: 'resource-refused', ref: 'ref-1' },
    ])
    expect(api.seen.length).toBe(1)
  })

  it.each([
    [401, {}],
    [403, { 'www-authenticate': 'Basic realm="x"' }],
  ])('gets a plain %i as it is, without any challenge [PX-23]', async (code, challenge) => {
    const api = await openApi((_req, res) => void res.writeHead(code, challenge).end('mine'))
    const counter = await openCounter(notesAt(api.url))
    const { status, headers, body } = await ask(counter, '/api/notes')
    expect([status, String(body)]).toEqual([code, 'mine'])
    expect(headers).not.toHaveProperty('www-authenticate')
    expect(counter.events).toEqual([])
  })
})
