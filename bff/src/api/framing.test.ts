/** Where each message ends: octets, lengths, interim answers, event streams (RFC 9112 §6). */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { answerTo, ask, begin, bodyOf, openApi, openRawApi, say } from './loopback.fixture.ts'

const notesAt = (url: string) => ({ apis: { notes: { url } } })

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
