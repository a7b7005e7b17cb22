/** The request body on its way: its limit, an API that has heard enough, an API that listens slowly. */
import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { connect, Socket } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { answerTo, ask, begin, openApi, openRawApi, stillAt } from './loopback.fixture.ts'
import { uploadOf } from './upload.ts'

const MiB = 1024 * 1024
const tenBytes = { bodyLimitBytes: 10 }

describe('the body limit', () => {
  it('refuses a length over it before asking anybody', async () => {
    const api = await openApi((_req, res) => res.end())
    const counter = await openCounter({ apis: { notes: { url: api.url, policy: tenBytes } } })
    const answer = await ask(counter, '/api/notes', { method: 'POST', body: 'x'.repeat(11) })
    expect([answer.status, api.connections]).toEqual([413, 0])
    expect(counter.problems[0]?.options.refusal).not.toBe(false)
  })

  it('takes what just fits', async () => {
    const api = await openApi((req, res) => req.pipe(res))
    const counter = await openCounter({ apis: { notes: { url: api.url, policy: tenBytes } } })
    const headers = { 'transfer-encoding': 'chunked' }
    const answer = await ask(counter, '/api/notes', {
      method: 'POST',
      headers,
      body: 'x'.repeat(10),
    })
    expect([answer.status, String(answer.body)]).toEqual([200, 'xxxxxxxxxx'])
  })

  it('stops chunks that go over it, and lets the browser read why', async () => {
    let heard = 0
    const cut = Promise.withResolvers<void>()
    const api = await openApi((req) => {
      req.on('data', (chunk: Buffer) => (heard += chunk.length))
      req.on('error', () => cut.resolve())
    })
    const counter = await openCounter({ apis: { notes: { url: api.url, policy: tenBytes } } })
    const request = begin(counter, '/api/notes', { method: 'POST' })
    request.write('eight888')
    await once(api.bell, 'request')
    request.write('x'.repeat(5 * MiB))
    expect((await answerTo(request)).status).toBe(413)
    await cut.promise
    expect(heard).toBe(8)
    expect(counter.problems[0]?.options.refusal).toBe(false)
    expect(counter.events).toEqual([])
  })
})

describe('an API that answers before the upload is over', () => {
  it('is heard by a browser that is still sending [PX-19]', async () => {
    const api = await openRawApi((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 413 X\r\ncontent-length: 3\r\n\r\nbig'))
    })
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const browser = connect(counter.port, '127.0.0.1').setEncoding('latin1')
    let answers = ''
    browser.on('data', (chunk: string) => (answers += chunk))
    browser.write(`POST /api/notes HTTP/1.1\r\nHost: x\r\nContent-Length: ${10 * MiB}\r\n\r\n`)
    browser.write('x'.repeat(MiB))
    await once(browser, 'data')
    expect(answers).toMatch(/^HTTP\/1\.1 413 [^]*big$/)
    // The rest is read and forgotten, so the browser can end what it began and ask again.
    browser.write('x'.repeat(9 * MiB))
    browser.write('GET /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await once(browser, 'close')
    expect(counter.finished.map(({ status }) => status)).toEqual([413, 404])
    expect(counter.events).toEqual([])
  })
})

describe('what is kept for a second call', () => {
  it('is the whole of a small body, until nobody needs it any more', async () => {
    const req = new IncomingMessage(new Socket())
    req.push('hello')
    req.push(null)
    const upload = uploadOf({ req, res: new ServerResponse(req) }, 10)
    expect(upload.isKept()).toBe(false)
    expect(String(await Readable.from(upload).toArray())).toBe('hello')
    expect(upload.isKept()).toBe(true)
    expect(String(await Readable.from(upload).toArray())).toBe('hello')
    upload.forget()
    expect(upload.isKept()).toBe(false)
  })
})

describe('an API that listens slowly', () => {
  it('holds the browser back, and gets all 50 MB in the end', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const listen = Promise.withResolvers<void>()
    let heard = 0
    const api = await openApi(async (req, res) => {
      await listen.promise
      for await (const data of req as AsyncIterable<Buffer>) heard += data.length
      res.end()
    })
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const headers = { 'content-length': 50 * MiB }
    const request = begin(counter, '/api/notes', { method: 'POST', headers })
    let sent = 0
    const sending = (async () => {
      for (; sent < 50 * MiB; sent += chunk.length) {
        if (!request.write(chunk)) await once(request, 'drain')
      }
      request.end()
    })()
    // What fits into the kernel's buffers between three processes, and no more.
    expect(await stillAt(() => sent)).toBeLessThan(30 * MiB)
    listen.resolve()
    await sending
    expect((await answerTo(request)).status).toBe(200)
    expect(heard).toBe(50 * MiB)
  })
})
