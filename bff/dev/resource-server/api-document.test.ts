/**
 * The document against the server: every operation is called, in every way that it says it may end, and each
 * answer is held against what it says. So the document cannot promise more, nor keep anything to itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { twoFactor } from '../acr.ts'
import { openResourceServer } from '../resource-server.ts'
import type { ApiDocument } from './api-document.ts'
import { answerFaults, operationsOf, type Sent } from './answer-faults.fixture.ts'
import { type JudgedApi, openJudgedApi, type TokenOptions } from './judged-api.fixture.ts'
import { createNotes } from './notes.ts'
import { reportsRoutes } from './reports.ts'
import { notesRoutes } from './routes.ts'

let judged: JudgedApi
let document: ApiDocument
let origin: string
const seen = new Set<string>()

beforeAll(async () => {
  judged = await openJudgedApi()
  origin = new URL(judged.api.url).origin
  document = (await (await fetch(`${origin}/openapi.json`)).json()) as ApiDocument
})
afterAll(() => judged.close())

interface Call extends Sent {
  as?: TokenOptions | null
}

/** Calls it, lets the document judge the answer, and remembers how it ended. */
async function call(operationId: string, { as = {}, ...sent }: Call = {}, at = origin) {
  const operation = operationsOf(document).find(({ id }) => id === operationId)
  if (operation === undefined) throw new Error(`There is no operation ${operationId}.`)
  const about = operation.path.startsWith('/reports') ? { aud: judged.api.reports.url } : {}
  const token = as && (await judged.tokenFor('ada', { ...as, claims: { ...about, ...as.claims } }))
  const path = operation.path.replace('{id}', sent.id ?? 'none')
  const answer = await fetch(at + path + (sent.query ?? ''), {
    method: operation.method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(sent.body !== undefined && { 'content-type': sent.type ?? 'application/json' }),
    },
    ...(sent.body !== undefined && { body: sent.body }),
  })
  const body = await firstWords(answer)
  expect(answerFaults(document, operation, answer, body)).toEqual([])
  seen.add(`${operationId} ${answer.status}`)
  return { answer, body }
}

/** A stream has no end: what has come first is enough. */
async function firstWords(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text()
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return first?.value ?? ''
}

const note = (more: object = {}) =>
  JSON.stringify({ title: 'Umbrella', text: 'Third row.', ...more })
const scoped = (scope: string): Call => ({ as: { claims: { scope } } })
const now = () => Math.floor(Date.now() / 1000)

describe('the document of the sample APIs', { timeout: 20_000 }, () => {
  it('is public, and says where it is true', () => {
    expect(document).toMatchObject({ openapi: '3.1.1', servers: [{ url: origin }] })
  })

  it('has every route of the server, and no other', () => {
    const notes = createNotes()
    const routes = [notesRoutes(notes), reportsRoutes(notes)].flatMap(({ stack }) =>
      stack.flatMap(({ methods, path }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map((method) => `${method} ${String(path).replace(/:(\w+)/g, '{$1}')}`),
      ),
    )
    const said = operationsOf(document).map(({ method, path }) => `${method} ${path}`)
    expect(said.toSorted()).toEqual(routes.toSorted())
  })

  it('is right about everything that notes do', async () => {
    const { body } = await call('addNote', { body: note() })
    const { id } = JSON.parse(body) as { id: string }
    await call('listNotes')
    await call('changeNote', { id, body: note({ title: 'Walking stick' }) })
    await call('exportNotes')
    await call('waitForNothing', { query: '?ms=1' })
    await call('tick', { query: '?everyMs=1000' })
    await call('listLockedNotes', { as: { claims: { acr: twoFactor } } })
    await call('removeNote', { id })
    await call('eraseNotes', { as: { claims: { auth_time: now() } } })
    await call('readReport', scoped('reports:read'))
  })

  it('is right about what notes refuse', async () => {
    for (const operation of ['addNote', 'changeNote']) {
      await call(operation, { body: '{' })
      await call(operation, { body: note({ text: 'x'.repeat(20_000) }) })
      await call(operation, { body: 'title=x', type: 'application/x-www-form-urlencoded' })
    }
    await call('changeNote', { id: 'nothing', body: note() })
    await call('removeNote', { id: 'nothing' })
    const authorization = `Bearer ${await judged.tokenFor('hoarder')}`
    const headers = { authorization, 'content-type': 'application/json' }
    const one = () => fetch(judged.api.url, { method: 'POST', headers, body: note() })
    await Promise.all(Array.from({ length: 200 }, one))
    await call('addNote', { as: { claims: { sub: 'hoarder' } }, body: note() })
    expect([...seen]).toContain('addNote 409')
  })

  it('is right about tokens: which scope each operation needs, and how its lack is told', async () => {
    for (const { id, scopes } of operationsOf(document)) {
      const without = await call(id, { as: null, ...(id.includes('add') && { body: note() }) })
      expect(without.answer.status, id).toBe(401)
      const { answer } = await call(id, scoped('something:else'))
      expect(answer.headers.get('www-authenticate'), id).toContain(`scope="${scopes.join(' ')}"`)
    }
  })

  it('is right about an authorization server that does not answer', async () => {
    const authorizationServer = { issuer: origin, jwksUri: 'http://127.0.0.1:1/jwks' }
    const alone = await openResourceServer({ host: '127.0.0.1', port: 0, authorizationServer })
    const at = new URL(alone.url).origin
    for (const { id } of operationsOf(document)) await call(id, {}, at)
    await alone.close()
  })

  it('says of no answer that it may come which did not come here', () => {
    const promised = operationsOf(document).flatMap(({ id, responses }) =>
      Object.keys(responses).map((status) => `${id} ${status}`),
    )
    expect([...seen].toSorted()).toEqual(promised.toSorted())
  })
})
