/**
 * Every kind of traffic, one row each: what a browser asks, what the API answers, and that both arrive as
 * they were sent. The table is the behaviour matrix of a proxy; what breaks is in broken-upstream.test.ts, what
 * is large in flat-memory.test.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Heard, type Init, openStage } from './stage.ts'

interface Kind {
  asks?: Init
  answers?: (req: IncomingMessage, res: ServerResponse) => void
  hears?: Partial<Omit<Heard, 'body'>> & { body?: string | Buffer }
  /** What the API must have been asked. */
  asked?: { headers?: Record<string, string>; lacks?: string[]; body?: string | Buffer }
}

const text = 'Grüße, 世界 🎈'
const octets = Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256))
const form = '--x\r\ncontent-disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--x--\r\n'
// A message, then trailers as a frame of the body: RFC 9110 trailers never reach a page.
const grpc = Buffer.from([
  0,
  0,
  0,
  0,
  1,
  42,
  0x80,
  0,
  0,
  0,
  15,
  ...Buffer.from('grpc-status:0\r\n'),
])

const says =
  (status: number, headers: Record<string, string>, body?: string | Buffer) =>
  (_req: IncomingMessage, res: ServerResponse) =>
    void res.writeHead(status, headers).end(body)

const packed = (encoding: string, body: Buffer): Kind => ({
  asks: { headers: { 'accept-encoding': encoding } },
  answers: says(200, { 'content-encoding': encoding }, body),
  hears: { headers: { 'content-encoding': encoding }, body },
  asked: { headers: { 'accept-encoding': encoding } },
})

const sends = (method: string, body: string | Buffer, headers: Record<string, string> = {}) => ({
  asks: { method, body, headers },
  asked: { body, headers },
  hears: { status: 200 },
})

const kinds: Record<string, Kind> = {
  'a text': { answers: says(200, { 'content-type': 'text/plain' }, text), hears: { body: text } },
  'any octets': { answers: says(200, {}, octets), hears: { body: octets } },
  'nothing at all': { answers: says(200, { 'content-length': '0' }), hears: { body: '' } },
  'an answer in chunks': {
    answers: (_req, res) => [text, text].forEach((part) => res.write(part)) ?? res.end(),
    hears: { headers: { 'transfer-encoding': 'chunked' }, body: text + text },
  },
  'an answer that ends with its connection': {
    answers: (req) =>
      void req.socket.end(`HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\n${text}`),
    hears: { headers: { 'content-type': 'text/plain' }, body: text },
  },
  HEAD: {
    asks: { method: 'HEAD' },
    answers: says(200, { 'content-length': '1000000' }),
    hears: { headers: { 'content-length': '1000000' }, body: '' },
  },
  '201 and where': {
    asks: { method: 'POST' },
    answers: says(201, { location: '/v1/7' }),
    hears: { status: 201, headers: { location: '/api/notes/7' } },
  },
  '204': { answers: says(204, {}), hears: { status: 204, body: '' } },
  '206 and a range': {
    asks: { headers: { range: 'bytes=2-3', 'if-range': '"a"' } },
    answers: says(206, { 'content-range': 'bytes 2-3/10', 'accept-ranges': 'bytes' }, 'cd'),
    hears: { status: 206, headers: { 'content-range': 'bytes 2-3/10' }, body: 'cd' },
    asked: { headers: { range: 'bytes=2-3', 'if-range': '"a"' } },
  },
  '303 to another host': {
    answers: says(303, { location: 'https://internal.example/secret' }),
    hears: { status: 303, headers: { location: undefined } },
  },
  '304': {
    asks: { headers: { 'if-none-match': '"a"' } },
    answers: says(304, { etag: '"a"' }),
    hears: { status: 304, headers: { etag: '"a"' }, body: '' },
    asked: { headers: { 'if-none-match': '"a"' } },
  },
  '412': { answers: says(412, {}, 'no'), hears: { status: 412, body: 'no' } },
  '416': { answers: says(416, { 'content-range': 'bytes */10' }), hears: { status: 416 } },
  '418, which nobody knows': { answers: says(418, {}, 'pot'), hears: { status: 418, body: 'pot' } },
  '429 and when': {
    answers: says(429, { 'retry-after': '9' }),
    hears: { status: 429, headers: { 'retry-after': '9' } },
  },
  '599, which does not exist': { answers: says(599, {}, 'x'), hears: { status: 599, body: 'x' } },
  'a header of its own, named by the route': {
    asks: { headers: { 'x-custom': 'in' } },
    answers: says(200, { 'x-custom': 'out', 'x-other': 'out' }),
    hears: { headers: { 'x-custom': 'out', 'x-other': undefined } },
    asked: { headers: { 'x-custom': 'in' } },
  },
  'POST of JSON': sends('POST', '{"a":1}', { 'content-type': 'application/json' }),
  'POST of a form': sends('POST', 'a=b+c%20', {
    'content-type': 'application/x-www-form-urlencoded',
  }),
  'POST of files': sends('POST', form, { 'content-type': 'multipart/form-data; boundary=x' }),
  'POST without a body': { asks: { method: 'POST' }, hears: { status: 200 }, asked: { body: '' } },
  'POST in chunks': sends('POST', octets, { 'transfer-encoding': 'chunked' }),
  'POST of packed octets': sends('POST', gzipSync(text), { 'content-encoding': 'gzip' }),
  PUT: sends('PUT', octets, { 'content-type': 'application/octet-stream', 'if-match': '"a"' }),
  'a part of a resumable upload': sends('PUT', 'cd', { 'content-range': 'bytes 2-3/10' }),
  PATCH: sends('PATCH', '[]', { 'content-type': 'application/json-patch+json' }),
  DELETE: { asks: { method: 'DELETE' }, asked: { body: '' } },
  'DELETE with a body': sends('DELETE', 'why', { 'content-length': '3' }),
  QUERY: sends('QUERY', 'select', { 'content-type': 'application/sql' }),
  OPTIONS: {
    asks: { method: 'OPTIONS' },
    answers: says(204, { allow: 'GET' }),
    hears: { status: 204, headers: { allow: 'GET' } },
  },
  gzip: packed('gzip', gzipSync(text)),
  br: packed('br', brotliCompressSync(text)),
  zstd: packed('zstd', zstdCompressSync(text)),
  'gRPC-web': {
    asks: {
      method: 'POST',
      body: grpc.subarray(0, 6),
      headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
    },
    answers: says(200, { 'content-type': 'application/grpc-web+proto' }, grpc),
    hears: { headers: { 'content-type': 'application/grpc-web+proto' }, body: grpc },
    asked: {
      headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
      body: grpc.subarray(0, 6),
    },
  },
  'gRPC-web that failed before it began': {
    asks: { method: 'POST', body: 'x', headers: { 'content-type': 'application/grpc-web' } },
    answers: says(200, { 'grpc-status': '5', 'grpc-message': 'no%20note' }),
    hears: { headers: { 'grpc-status': '5', 'grpc-message': 'no%20note' } },
  },
  'an image that a page shows': {
    asks: { headers: { 'x-csrf': '', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' } },
    answers: says(200, { 'content-type': 'image/png' }, octets),
    hears: { headers: { 'content-type': 'image/png' }, body: octets },
    asked: { lacks: ['x-csrf', 'sec-fetch-site'] },
  },
  'a download': {
    asks: {
      headers: { 'x-csrf': '', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
    },
    answers: says(200, { 'content-disposition': 'attachment; filename="a.csv"' }, text),
    hears: { headers: { 'content-disposition': 'attachment; filename="a.csv"' }, body: text },
  },
  'early hints': {
    answers: (_req, res) => {
      res.writeEarlyHints({
        link: ['</v1/a.css>; rel=preload; as=style', '<https://internal.example/b>; rel=preload'],
        'x-internal': 'host-7',
      })
      res.end('page')
    },
    hears: {
      body: 'page',
      early: [
        {
          statusCode: 103,
          headers: { link: '</api/notes/a.css>; rel=preload; as=style' },
        },
      ],
    },
  },
  '100 and 102, which are between the API and us': {
    answers: (_req, res) => {
      res.writeProcessing()
      res.end('done')
    },
    hears: { early: [], body: 'done' },
  },
  'trailers that the route names, and no other': {
    answers: (_req, res) => {
      res.writeHead(200, { trailer: 'Server-Timing, X-Secret, Authorization' })
      res.write('body')
      res.addTrailers({ 'Server-Timing': 'db;dur=5', 'X-Secret': '1', Authorization: 'evil' })
      res.end()
    },
    hears: {
      headers: { trailer: 'server-timing' },
      body: 'body',
      trailers: { 'server-timing': 'db;dur=5' },
    },
  },
  'trailers where there is no room for them': {
    asks: { method: 'HEAD' },
    answers: (req) => void req.socket.end('HTTP/1.1 200 OK\r\ntrailer: Server-Timing\r\n\r\n'),
    hears: { status: 200, headers: { trailer: undefined }, trailers: {} },
  },
}

const policy = {
  requestHeaders: ['x-custom', 'x-grpc-web'],
  responseHeaders: ['x-custom', 'grpc-status', 'grpc-message'],
  trailers: ['server-timing'],
}

describe('every kind of traffic', () => {
  it.each(Object.entries(kinds))(
    '%s passes as it is [PX-14, PX-17, PX-29]',
    async (_name, { asks = {}, answers, hears = {}, asked = {} }) => {
      const sent: { body?: Promise<Buffer> } = {}
      const { api, ask } = await openStage(policy, (req, res) => {
        sent.body = bodyOf(req)
        if (answers) answers(req, res)
        else void sent.body.then(() => res.end('ok'))
      })
      const heard = await ask('/x?y=%20+;', asks)
      const { headers = {}, body = heard.body, early = heard.early, ...rest } = hears
      expect(heard).toMatchObject({ ...rest, early })
      expect(heard.body).toEqual(Buffer.from(body))
      const named = Object.keys(headers).map((name) => heard.headers[name])
      expect(named).toEqual(Object.values(headers))
      expect(heard.headers['claimcheck-refusal']).toBeUndefined()

      const [request] = api.seen
      expect(request).toMatchObject({ method: asks.method ?? 'GET', url: '/v1/x?y=%20+;' })
      // Chunks as well, where the browser sent chunks: one framing outbound, and the right one.
      expect(request!.headers).toMatchObject(asked.headers ?? {})
      for (const name of asked.lacks ?? []) expect(request!.headers).not.toHaveProperty(name)
      const arrived = await sent.body!
      expect(arrived).toEqual(Buffer.from(asked.body ?? arrived))
      expect(api.seen).toHaveLength(1)
    },
  )
})

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await req.toArray().catch(() => []))
}
