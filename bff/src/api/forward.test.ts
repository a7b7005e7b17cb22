/** What happens between the counter and an API, shown with real servers on loopback. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  answerTo,
  ask,
  begin,
  bodyOf,
  openApi,
  openCounter,
  openRawApi,
  say,
} from './loopback.fixture.ts'

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
      res.writeHead(418, [
        ...['set-cookie', '__Host-Http-claimcheck=evil', 'set-cookie', 'b=1'],
        ...['access-control-allow-origin', '*', 'server', 'in.example', 'claimcheck-refusal', 'x'],
        ...['cache-control', 'public, max-age=600', 'etag', '"1"', 'vary', 'accept'],
        ...['connection', 'close, x-secret', 'x-secret', '1', 'x-powered-by', 'x'],
      ])
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

describe('framing', () => {
  it('passes compressed octets untouched [PX-17]', async () => {
    const zipped = gzipSync('x'.repeat(10_000))
    const api = await openApi((_req, res) => {
      res
        .writeHead(200, { 'content-encoding': 'gzip', 'content-length': zipped.length })
        .end(zipped)
    })
    const answer = await ask(await openCounter(notesAt(api.url)), '/api/notes', {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(answer.body.equals(zipped)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-length': String(zipped.length),
    })
    expect(api.seen[0]?.headers['accept-encoding']).toBe('gzip')
  })

  it.each([
    ['HEAD', 200, '1234'],
    ['GET', 304, '1234'],
    ['GET', 204, undefined],
  ])('ends a %s %i without a body, length %s [PX-17]', async (method, code, length) => {
    const api = await openRawApi((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 ${code} X\r\ncontent-length: 1234\r\n\r\n`))
    })
    const counter = await openCounter(notesAt(api.url))
    // Two on one connection: a body where none may be would be read as the start of the next answer.
    const line = `${method} /api/notes HTTP/1.1\r\nHost: x\r\n`
    const answer = await say(counter.port, `${line}\r\n${line}Connection: close\r\n\r\n`)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(2)
    expect(/content-length: (\d+)/i.exec(answer)?.[1]).toBe(length)
    expect(answer).not.toMatch(/transfer-encoding/i)
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  it('says the length of an empty POST, and of nothing else [PX-17]', async () => {
    const api = await openApi((_req, res) => res.end())
    const counter = await openCounter(notesAt(api.url))
    await ask(counter, '/api/notes', { method: 'POST', headers: { 'content-length': 0 } })
    await ask(counter, '/api/notes', { method: 'DELETE', headers: { 'content-length': 0 } })
    expect(api.seen.map(({ headers }) => headers['content-length'])).toEqual(['0', undefined])
    expect(api.seen.map(({ headers }) => headers['transfer-encoding'])).toEqual([
      undefined,
      undefined,
    ])
  })

  it.each([
    [{ 'transfer-encoding': 'chunked' }, undefined, 'chunked'],
    [{ 'content-length': 6 }, '6', undefined],
  ])('sends an upload with %j framed the same way [PX-17]', async (headers, length, coding) => {
    const bodies: string[] = []
    const api = await openApi(async (req, res) => {
      bodies.push(String(await bodyOf(req)))
      res.end()
    })
    const request = begin(await openCounter(notesAt(api.url)), '/api/notes', {
      method: 'POST',
      headers,
    })
    request.write('one')
    request.end('two')
    expect((await answerTo(request)).status).toBe(200)
    expect(bodies).toEqual(['onetwo'])
    expect(api.seen[0]?.headers['content-length']).toBe(length)
    expect(api.seen[0]?.headers['transfer-encoding']).toBe(coding)
  })

  it('passes over interim answers and answers Expect itself', async () => {
    const api = await openRawApi((socket) => {
      socket.once('data', () => {
        socket.end(
          'HTTP/1.1 103 Early\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
        )
      })
    })
    const request = begin(await openCounter(notesAt(api.url)), '/api/notes', {
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': 2 },
    })
    request.flushHeaders()
    await once(request, 'continue')
    request.end('hi')
    const answer = await answerTo(request)
    expect([answer.status, String(answer.body), answer.headers.link]).toEqual([
      200,
      'ok',
      undefined,
    ])
  })

  it('opens an event stream at its head and passes each event as it comes', async () => {
    const api = await openApi((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders()
      streams.push(res)
    })
    const streams: { write(chunk: string): void; end(): void }[] = []
    const request = begin(await openCounter(notesAt(api.url)), '/api/notes')
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    streams[0]?.write('data: 1\n\n')
    expect(String((await once(response, 'data'))[0])).toBe('data: 1\n\n')
    streams[0]?.end()
    await once(response, 'end')
  })
})

describe('when the API fails', () => {
  it('answers 502 when nobody listens, and it is safe to ask again [PX-19]', async () => {
    const counter = await openCounter(notesAt('http://127.0.0.1:1'))
    expect((await ask(counter, '/api/notes')).status).toBe(502)
    expect(counter.problems[0]).toMatchObject({
      code: 'resource-unreachable',
      options: { refusal: true },
    })
    expect(counter.events).toMatchObject([{ name: 'resource.failed', resource: 'notes' }])
  })

  it.each([
    ['no HTTP', 'SSH-2.0-x\r\n\r\n'],
    ['a bad length', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello'],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 X\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
    ],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['nothing', ''],
  ])('answers 502 to %s [PX-19]', async (_, octets) => {
    const api = await openRawApi((socket) => void socket.once('data', () => socket.end(octets)))
    const counter = await openCounter(notesAt(api.url))
    const answer = await ask(counter, '/api/notes')
    expect([answer.status, answer.headers.connection]).toEqual([502, 'close'])
    expect(counter.problems[0]).toMatchObject({
      code: 'resource-unreachable',
      options: { refusal: false },
    })
    expect(counter.events).toMatchObject([
      { name: 'resource.failed', code: 'resource-unreachable' },
    ])
  })

  it('answers 504 to silence [PX-19]', async () => {
    const api = await openApi(() => {})
    const policy = { headersTimeoutMs: 50 }
    const counter = await openCounter({ apis: { notes: { url: api.url, policy } } })
    expect((await ask(counter, '/api/notes')).status).toBe(504)
    expect(counter.problems[0]).toMatchObject({
      code: 'resource-timeout',
      options: { refusal: false },
    })
  })

  it.each([
    ['GET', ''],
    ['POST', 'x'],
  ])('asks once, also with a %s whose connection is reset [PX-20]', async (method, body) => {
    let requests = 0
    const api = await openRawApi((socket) => {
      socket.once('data', () => {
        requests++
        socket.resetAndDestroy()
      })
    })
    const counter = await openCounter(notesAt(api.url))
    expect((await ask(counter, '/api/notes', { method, body })).status).toBe(502)
    expect([requests, api.connections]).toEqual([1, 1])
  })

  it('asks once on a connection that dies after a first answer [PX-20]', async () => {
    let requests = 0
    const api = await openRawApi((socket) => {
      socket.on('data', () => {
        if (++requests === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
        else socket.destroy()
      })
    })
    const counter = await openCounter(notesAt(api.url))
    expect((await ask(counter, '/api/notes')).status).toBe(200)
    expect((await ask(counter, '/api/notes', { method: 'POST', body: 'x' })).status).toBe(502)
    expect(requests).toBe(2)
  })

  it.each([
    ['chunked', 'transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    ['counted', 'content-length: 10\r\n\r\nhello'],
  ])('cuts a %s answer where the API did, so that the browser sees it [PX-19]', async (_, head) => {
    const api = await openRawApi((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${head}`))
    })
    const counter = await openCounter(notesAt(api.url))
    await expect(ask(counter, '/api/notes')).rejects.toThrow(/aborted|hang up|reset/i)
    expect(counter.events).toMatchObject([
      { name: 'resource.failed', code: 'resource-unreachable' },
    ])
    expect(counter.problems).toEqual([])
  })

  it('cuts an answer that falls silent in the middle [PX-19]', async () => {
    const api = await openApi((_req, res) => void res.write('hello'))
    const policy = { idleTimeoutMs: 50 }
    const counter = await openCounter({ apis: { notes: { url: api.url, policy } } })
    await expect(ask(counter, '/api/notes')).rejects.toThrow(/aborted|hang up|reset/i)
    expect(counter.events).toMatchObject([{ name: 'resource.failed', code: 'resource-timeout' }])
  })

  it('shows the cut to an HTTP/1.0 peer too, by a reset [PX-19]', async () => {
    const api = await openRawApi((socket) => {
      socket.once('data', () => {
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n')
      })
    })
    const counter = await openCounter(notesAt(api.url))
    const socket = connect(counter.port, '127.0.0.1').resume()
    socket.write('GET /api/notes HTTP/1.0\r\n\r\n')
    const [error] = await once(socket, 'error')
    expect(error).toMatchObject({ code: 'ECONNRESET' })
  })
})
