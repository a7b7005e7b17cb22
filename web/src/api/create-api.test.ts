import { describe, expect, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { nothing, ProblemError } from '../http.ts'
import { answerOf, createApi } from './create-api.ts'
import type { components, paths } from './notes-api.ts'

type Note = components['schemas']['Note']
const note: Note = { id: '1', title: 'Umbrella', text: '', updatedAt: '2026-01-01T00:00:00Z' }
const Note = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  updatedAt: z.string(),
})

/** The notes API, and what it was asked, when all that ever comes is this. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: { request: Request; signal: AbortSignal }[] = []
  const api = createApi<paths>('https://app.example.com/api', async (request, { signal }) => {
    asked.push({ request, signal })
    return answer()
  })
  return { api, asked }
}

const one = { params: { path: { id: '1' } } }
const failureOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw error
  return error.failure
}

describe('a typed call', () => {
  it('asks as every request of ours does, and with no credential [FE-01]', async () => {
    const { api, asked } = answering(() => Response.json(note, { status: 201 }))
    await answerOf(api.POST('/notes', { body: { title: 'Umbrella' } }), Note)
    const [{ request } = { request: new Request('https://app.example.com') }] = asked
    expect(request.url).toBe('https://app.example.com/api/notes')
    expect([request.method, request.redirect, request.cache]).toEqual(['POST', 'error', 'no-store'])
    expect([...request.headers.keys()]).toEqual(['accept', 'content-type', 'x-csrf'])
    expect(await request.json()).toEqual({ title: 'Umbrella' })
  })

  it('says that nobody but the page itself has asked', async () => {
    const { api, asked } = answering(() => Response.json({ notes: [] }))
    await api.GET('/notes', { passive: true })
    expect(asked[0]?.request.headers.get('x-passive')).toBe('1')
  })

  it('gives back what was asked for, or nothing where there is none', async () => {
    const read = answering(() => Response.json({ ...note, more: 1 }))
    expect(await answerOf(read.api.PUT('/notes/{id}', { ...one, body: note }), Note)).toEqual(note)
    const removed = answering(() => new Response(null, { status: 204 }))
    expect(await answerOf(removed.api.DELETE('/notes/{id}', one), nothing)).toBeUndefined()
  })

  it.each(['..', '.', ''])('never leaves the API, whatever "%s" is the id of', async (id) => {
    const { api, asked } = answering(() => new Response(null, { status: 204 }))
    await expect(api.DELETE('/notes/{id}', { params: { path: { id } } })).rejects.toThrow(
      'API path',
    )
    expect(asked).toEqual([])
  })

  it('makes one segment of an id', async () => {
    const { api, asked } = answering(() => new Response(null, { status: 204 }))
    await api.DELETE('/notes/{id}', { params: { path: { id: '../../auth/logout?x' } } })
    expect(new URL(asked[0]?.request.url ?? '').pathname).toBe(
      '/api/notes/..%2F..%2Fauth%2Flogout%3Fx',
    )
  })

  it.each([
    ['that is not JSON', () => new Response('<h1>Welcome to our hotel</h1>')],
    ['of another shape', () => Response.json({ notes: 'none' })],
    ['without anything in it', () => new Response('')],
  ])('finds an answer %s unreadable', async (_what, answer) => {
    const { api } = answering(answer)
    expect(await failureOf(answerOf(api.PUT('/notes/{id}', { ...one, body: note }), Note))).toEqual(
      { code: 'unreadable', status: 200, refused: false },
    )
  })

  it('tells a refusal of ours by its code', async () => {
    const headers = {
      'content-type': 'application/problem+json',
      'claimcheck-refusal': 'session-ended',
    }
    const body = JSON.stringify({ code: 'session-ended', reason: 'idle', ref: 'r-1' })
    const { api } = answering(() => new Response(body, { status: 401, headers }))
    expect(await failureOf(answerOf(api.DELETE('/notes/{id}', one), nothing))).toEqual({
      code: 'session-ended',
      status: 401,
      refused: true,
      ref: 'r-1',
      reason: 'idle',
    })
  })

  it('tells the lack of an answer, and of one in time', async () => {
    const cut = answering(() => Promise.reject(new TypeError('fetch failed')))
    expect(await failureOf(cut.api.GET('/notes'))).toMatchObject({ code: 'network', status: 0 })
    const silent = createApi<paths>(
      'https://app.example.com/api',
      (_request, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        }),
    )
    expect(await failureOf(silent.GET('/notes', { timeoutMs: 1 }))).toMatchObject({
      code: 'timeout',
    })
  })

  it('that is cancelled is no failure', async () => {
    const gone = new AbortController()
    gone.abort()
    const { api } = answering(() => Promise.reject(gone.signal.reason as Error))
    const error = await api
      .GET('/notes', { signal: gone.signal })
      .catch((thrown: unknown) => thrown)
    expect(error).toBe(gone.signal.reason)
  })

  it('has the types of the document, and takes no other: red before it runs', async () => {
    const { api } = answering(() => Response.json({ notes: [note] }))
    const { notes } = await answerOf(api.GET('/notes'), z.object({ notes: z.array(Note) }))
    expect(notes).toEqual([note])
    expectTypeOf(notes).toEqualTypeOf<Note[]>()
    type Readable = Parameters<typeof api.GET>[0]
    expectTypeOf<'/notes'>().toExtend<Readable>()
    expectTypeOf<'/nots'>().not.toExtend<Readable>()
    expectTypeOf<'/notes/{id}'>().not.toExtend<Readable>()
    type Schema = Parameters<typeof answerOf<Note>>[1]
    expectTypeOf<{ parse(value: unknown): { id: number } }>().not.toExtend<Schema>()
  })
})
