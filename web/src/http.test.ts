import { problems, type ProblemCode } from 'shared/problem'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Ask, type Failure, nothing, ProblemError, request } from './http.ts'
import { refusal } from './testing/pretend-bff.ts'

const schema = z.object({ ok: z.boolean() })

/** A `fetch` that answers once and remembers what it was asked. */
function answering(response: Response | Error) {
  const asked: { path: string; init: RequestInit }[] = []
  const send = (async (path: string, init: RequestInit) => {
    asked.push({ path, init })
    if (response instanceof Error) throw response
    return response
  }) as typeof fetch
  return { send, asked }
}

async function failureOf(response: Response | Error, ask: Partial<Ask<unknown>> = {}) {
  const { send, asked } = answering(response)
  const error: unknown = await request('/api/notes', { schema, ...ask }, send).catch((e) => e)
  if (!(error instanceof ProblemError)) throw error
  expect(asked).toHaveLength(1)
  return error.failure
}

describe('request', () => {
  it('asks with the header that proves our own script, and follows no redirect', async () => {
    const { send, asked } = answering(Response.json({ ok: true }))
    const body = { title: 'A' }
    await request('/api/notes', { method: 'POST', body, schema }, send)
    const [{ path, init } = { path: '', init: {} }] = asked
    expect(path).toBe('/api/notes')
    expect(init).toMatchObject({ method: 'POST', redirect: 'error', body: '{"title":"A"}' })
    expect(init.headers).toMatchObject({ 'x-csrf': '1', 'content-type': 'application/json' })
  })

  it('sends no credential of its own [FE-01]', async () => {
    const { send, asked } = answering(Response.json({ ok: true }))
    await request('/api/notes', { schema }, send)
    expect(Object.keys(asked[0]?.init.headers ?? {})).toEqual(['accept', 'x-csrf'])
  })

  it('gives back what the schema lets through', async () => {
    const { send } = answering(Response.json({ ok: true, more: 1 }))
    expect(await request('/api/notes', { schema }, send)).toEqual({ ok: true })
  })

  it('gives back nothing for an answer without a body', async () => {
    const { send } = answering(new Response(null, { status: 204 }))
    expect(await request('/api/notes/1', { schema: nothing }, send)).toBeUndefined()
  })

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'api/notes', ''])(
    'asks nobody for "%s" [FE-07]',
    async (path) => {
      const { send, asked } = answering(Response.json({ ok: true }))
      await expect(request(path, { schema }, send)).rejects.toThrow('not a path of ours')
      expect(asked).toEqual([])
    },
  )

  it('leaves a cancellation to the caller as it is', async () => {
    const cancelled = AbortSignal.abort(new Error('gone'))
    const { send } = answering(new Error('gone'))
    await expect(request('/api/notes', { schema, signal: cancelled }, send)).rejects.toThrow('gone')
  })
})

describe('a failure', () => {
  it.each(Object.keys(problems) as ProblemCode[])('is known by the code %s', async (code) => {
    const { status } = problems[code]
    const known: Failure = { code, status, refused: true, ref: 'r-1' }
    expect(await failureOf(refusal(code))).toEqual(known)
  })

  it('carries why, and when to come back', async () => {
    expect(await failureOf(refusal('session-ended', { reason: 'idle' }))).toMatchObject({
      reason: 'idle',
    })
    expect(await failureOf(refusal('store-unreachable', { retryAfter: 3 }))).toMatchObject({
      retryAfterSeconds: 3,
    })
  })

  it('carries how to sign in for it, also when the API has seen the request [PX-25]', async () => {
    const needs = { acrValues: ['urn:x:2fa'], maxAge: 300 }
    const seen = { 'claimcheck-problem': 'step-up-required', 'claimcheck-refusal': '' }
    expect(await failureOf(refusal('step-up-required', needs, seen))).toMatchObject({
      code: 'step-up-required',
      refused: false,
      ...needs,
    })
  })

  const json = { 'content-type': 'application/json' }
  const html = { 'content-type': 'text/html' }
  const problem = { 'content-type': 'application/problem+json' }
  const ended = '{"code":"session-ended"}'
  it.each([
    ['a 401 of the API', 401, json, '{}', 'resource'],
    ['a 401 of the API in our words', 401, problem, ended, 'resource'],
    [
      'a header without the body',
      401,
      { ...html, 'claimcheck-refusal': 'session-ended' },
      '',
      'resource',
    ],
    [
      'a header that says something else',
      401,
      { ...problem, 'claimcheck-refusal': 'internal' },
      ended,
      'resource',
    ],
    [
      'a code that is none',
      401,
      { ...problem, 'claimcheck-refusal': 'constructor' },
      '{"code":"constructor"}',
      'resource',
    ],
    [
      'a token that the API refused',
      401,
      problem,
      '{"code":"resource-refused"}',
      'resource-refused',
    ],
    [
      'an API that asks for a step-up in our words [PX-25]',
      401,
      problem,
      '{"code":"step-up-required"}',
      'resource',
    ],
    ['a 403 of the API', 403, json, '{}', 'resource'],
    ['a 404 of the API', 404, json, '{}', 'resource'],
    ['a 409 of the API', 409, json, '{}', 'resource'],
    ['a 500 of the API', 500, json, '{"error":"x"}', 'resource'],
    ['a page of a gateway', 502, html, '<h1>Bad gateway</h1>', 'unreadable'],
    ['JSON that is none', 503, problem, '{', 'resource'],
  ])('that is %s is not ours to obey', async (_what, status, headers, body, code) => {
    const failure = await failureOf(new Response(body, { status, headers }))
    expect(failure).toMatchObject({ code, status, refused: false })
  })

  it.each([
    ['a captive portal with its page', new Response('<html>', { headers: html })],
    ['JSON of another shape', Response.json({ ok: 'yes' })],
  ])('is unreadable when it is %s', async (_what, response) => {
    expect(await failureOf(response)).toMatchObject({ code: 'unreadable', refused: false })
  })

  it('is the network when nothing came back', async () => {
    const failure = await failureOf(new TypeError('Failed to fetch'))
    expect(failure).toEqual({ code: 'network', status: 0, refused: false })
  })

  it('is a timeout when nothing came back in time', async () => {
    const never = ((_path: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })) as typeof fetch
    const error: unknown = await request('/api/notes', { schema, timeoutMs: 1 }, never).catch(
      (e) => e,
    )
    expect(error).toMatchObject({ failure: { code: 'timeout', status: 0 } })
  })

  it.each([
    ['7', 7],
    ['0', 0],
    ['-1', undefined],
    ['Fri, 20 Nov 2026 12:00:00 GMT', undefined],
  ])('with Retry-After %s says %s', async (value, seconds) => {
    const response = new Response('{}', { status: 429, headers: { ...json, 'retry-after': value } })
    expect((await failureOf(response)).retryAfterSeconds).toBe(seconds)
  })
})
