import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type JudgedApi,
  openJudgedApi,
  type TokenOptions,
} from './resource-server/judged-api.fixture.ts'

let judged: JudgedApi
let api: JudgedApi['api']
let sub: string
let people = 0

beforeAll(async () => {
  judged = await openJudgedApi()
  api = judged.api
})
afterAll(() => judged.close())
// Somebody new for each test, with notes of their own.
beforeEach(() => {
  people += 1
  sub = `person-${people}`
})

const tokenFor = (options?: TokenOptions) => judged.tokenFor(sub, options)

async function call(path: string, init: RequestInit & { token?: string } = {}) {
  const token = init.token ?? (await tokenFor())
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${token}`)
  return fetch(api.url + path, { ...init, headers })
}

function send(method: string, path: string, body: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return call(path, { method, body: text, headers: { 'content-type': type } })
}

describe('the notes API refuses', () => {
  it('a request without a token, and says only how to bring one', async () => {
    const answer = await fetch(api.url)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="notes"')
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  it.each([
    ['of another audience', { claims: { aud: 'http://127.0.0.1/other' } }],
    ['of another issuer', { claims: { iss: 'http://127.0.0.1/evil' } }],
    ['that has expired', { claims: { exp: 1 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that is an ID token', { typ: 'JWT' }],
  ])('a token %s', async (_name, options) => {
    const answer = await call('', { token: await tokenFor(options) })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('a token signed by somebody else', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const answer = await call('', { token: await tokenFor({ key: privateKey }) })
    expect(answer.status).toBe(401)
  })

  it('a token that is not one', async () => {
    expect((await call('', { token: 'made-up' })).status).toBe(401)
  })

  it('to write for a token that may only read, naming the scope it needs', async () => {
    const token = await tokenFor({ claims: { scope: 'notes:read' } })
    const answer = await call('/1', { method: 'DELETE', token })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="notes", error="insufficient_scope", scope="notes:write"',
    )
  })

  it.each([
    ['415 for a form', 'title=x', 'application/x-www-form-urlencoded', 415],
    ['400 for what is not JSON', '{', 'application/json', 400],
    ['400 for a note without a title', '{"text":"x"}', 'application/json', 400],
    ['400 for a title that is too long', `{"title":"${'x'.repeat(121)}"}`, 'application/json', 400],
    ['400 for null', 'null', 'application/json', 400],
    ['413 for too much', `{"title":"${'x'.repeat(20_000)}"}`, 'application/json', 413],
  ])('with %s', async (_name, body, type, status) => {
    const answer = await send('POST', '', body, type)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ type: 'about:blank', status })
  })

  it('with 404 what is not there, with 405 what cannot be done', async () => {
    expect((await send('PUT', '/nothing', { title: 'x' })).status).toBe(404)
    const wrongMethod = await call('', { method: 'DELETE' })
    expect(wrongMethod.status).toBe(405)
    expect(wrongMethod.headers.get('allow')).toContain('GET')
  })
})

describe('the notes API', () => {
  it('welcomes everybody with notes of their own', async () => {
    const { notes } = (await (await call('')).json()) as { notes: { title: string }[] }
    expect(notes).toHaveLength(3)
    expect(notes[0]?.title).toBe('Welcome, you')
  })

  it('adds, changes and deletes a note, the latest first', async () => {
    const added = (await (await send('POST', '', { title: 'New' })).json()) as { id: string }
    const changed = await send('PUT', `/${added.id}`, { title: 'Newer', text: 'x' })
    expect(await changed.json()).toMatchObject({ id: added.id, title: 'Newer', text: 'x' })
    expect(await (await call('')).json()).toMatchObject({ notes: [{ id: added.id }, {}, {}, {}] })
    expect((await call(`/${added.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(`/${added.id}`, { method: 'DELETE' })).status).toBe(404)
  })

  it('knows nothing of the notes of others', async () => {
    const { id } = (await (await send('POST', '', { title: 'Mine' })).json()) as { id: string }
    const token = await tokenFor({ claims: { sub: 'somebody-else' } })
    expect((await call(`/${id}`, { method: 'DELETE', token })).status).toBe(404)
  })

  it('exports CSV in which no cell is a formula', async () => {
    await send('POST', '', { title: '=1+1', text: 'a "quote", a comma' })
    const answer = await call('/export.csv')
    expect(answer.headers.get('content-disposition')).toContain('notes.csv')
    const [head, first] = (await answer.text()).split('\r\n')
    expect(head).toBe('"title","text","updatedAt"')
    expect(first).toContain(`"'=1+1","a ""quote"", a comma",`)
  })

  it('answers slowly when asked to', async () => {
    expect(await (await call('/slow?ms=10')).json()).toEqual({ waitedMs: 10 })
  })

  it('ticks for as long as somebody listens', async () => {
    const answer = await call('/ticker?everyMs=50')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    const first = await reader?.read()
    const second = await reader?.read()
    expect(first?.value).toContain('id: 1\nevent: tick\n')
    expect(second?.value).toContain('id: 2')
    await reader?.cancel()
  })
})
