import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Context } from './context.ts'
import { formBody, jsonBody } from './limits.ts'
import { problems } from './problems.ts'
import { type Question, tryRooms } from './try-rooms.ts'

const limitBytes = 32
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** A door that answers with what it read. */
function door(read: (ctx: Context, limitBytes: number) => Promise<unknown>) {
  return tryRooms((events) => [
    problems(events, { appOrigin: 'https://app.example.com' }),
    async (ctx) => {
      const body = await read(ctx, limitBytes)
      ctx.body = { read: body instanceof URLSearchParams ? [...body] : (body ?? null) }
    },
  ])
}

async function post(read: Parameters<typeof door>[0], question: Question) {
  const { ask } = await door(read)
  const { status, body } = await ask({ method: 'POST', ...question })
  const answer = JSON.parse(body)
  return [status, answer.code ?? answer.read]
}

describe('jsonBody', () => {
  it.each<[string, Question, unknown]>([
    ['an object', { headers: json, body: '{"a":1}' }, { a: 1 }],
    [
      'a charset',
      { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '"é"' },
      'é',
    ],
    ['no body', {}, null],
    ['an empty body, as fetch sends it', { headers: { 'content-length': '0' } }, null],
  ])('reads %s', async (_what, question, read) => {
    expect(await post(jsonBody, question)).toEqual([200, read])
  })

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/jsonp'],
    ['text/json'],
    [''],
  ])('refuses a body of type "%s" [XB-08]', async (type) => {
    const question = { headers: { 'content-type': type }, body: '{"a":1}' }
    expect(await post(jsonBody, question)).toEqual([415, 'media-type-unsupported'])
  })

  it('refuses a packed body, which could unpack to any size', async () => {
    const question = { headers: { ...json, 'content-encoding': 'gzip' }, body: 'x' }
    expect(await post(jsonBody, question)).toEqual([415, 'media-type-unsupported'])
  })

  it('refuses what is no JSON', async () => {
    expect(await post(jsonBody, { headers: json, body: '{' })).toEqual([400, 'request-malformed'])
  })

  it.each<[string, Question]>([
    ['says so', { headers: { ...json, 'content-length': '33' }, body: `"${'x'.repeat(31)}"` }],
    [
      'does not say',
      { headers: { ...json, 'transfer-encoding': 'chunked' }, body: 'x'.repeat(33) },
    ],
  ])('refuses a body that is too long and %s', async (_how, question) => {
    expect(await post(jsonBody, question)).toEqual([413, 'request-too-large'])
  })

  it('answers an endless body and closes, instead of reading on', async () => {
    const { port } = await door(jsonBody)
    const socket = connect(port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
    socket.write('Transfer-Encoding: chunked\r\n\r\n')
    socket.write(`40\r\n${'x'.repeat(64)}\r\n`)
    const ended = once(socket, 'end')
    const answer = await text(socket)
    await ended
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer.toLowerCase()).toContain('connection: close')
  })
})

describe('formBody', () => {
  it('reads a form', async () => {
    const question = { headers: form, body: 'a=1&b=%C3%A9+x' }
    const read = [
      ['a', '1'],
      ['b', 'é x'],
    ]
    expect(await post(formBody, question)).toEqual([200, read])
  })

  it('reads no body as an empty form', async () => {
    expect(await post(formBody, {})).toEqual([200, []])
  })

  it('refuses JSON', async () => {
    expect(await post(formBody, { headers: json, body: '{}' })).toEqual([
      415,
      'media-type-unsupported',
    ])
  })

  it('refuses a form that is too long', async () => {
    expect(await post(formBody, { headers: form, body: 'a'.repeat(33) })).toEqual([
      413,
      'request-too-large',
    ])
  })
})
