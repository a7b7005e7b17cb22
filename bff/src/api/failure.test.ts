/** APIs that break, fall silent or lie about their own message. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { ask, openApi, openRawApi } from './loopback.fixture.ts'

const notesAt = (url: string) => ({ apis: { notes: { url } } })

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

describe('close', () => {
  it('cuts what still runs and connects to nobody afterwards', async () => {
    const api = await openApi(() => {})
    const counter = await openCounter(notesAt(api.url))
    const answer = ask(counter, '/api/notes')
    await once(api.bell, 'request')
    await counter.close()
    expect((await answer).status).toBe(502)
    expect((await ask(counter, '/api/notes')).status).toBe(502)
    expect(api.connections).toBe(1)
  })
})
