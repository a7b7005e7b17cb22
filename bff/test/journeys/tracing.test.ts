/**
 * One request, one trace: from our door to the API and to the authorization server, with a real SDK. Nobody outside
 * begins it unless an operator says who may, and without an SDK there is none.
 */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { openScene, type Scene, signedIn } from '../threats/scene.ts'
import { openTraceKeeper } from '../trace-keeper.ts'
import { exchange } from '../wire.ts'

beforeEach(() => onlyIn('plain'))

const theirs = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${theirs}-00f067aa0ba902b7-01`

async function openTraced(env: Record<string, string> = {}) {
  const keeper = openTraceKeeper()
  onTestFinished(keeper.close)
  const provider = recordingFetch()
  return { ...(await openScene({}, { env, fetch: provider.fetch })), keeper, provider }
}

/** As a proxy on this machine passes on what a browser asked. */
function askThroughProxy({ origin }: Scene, headers: Record<string, string>) {
  const url = new URL(`${origin}/auth/session`)
  const named = { 'x-csrf': '1', 'x-forwarded-for': '192.0.2.7', ...headers }
  return exchange(url, { method: 'GET', headers: new Headers(named) })
}

const lastTrace = ({ bff }: Scene) => bff.logged('request.finished').at(-1)?.['trace']

describe('a call to an API', () => {
  it('is one trace: the request, the question, and what the API is told', async () => {
    const scene = await openTraced()
    const browser = await signedIn(scene)
    const answer = await browser.fetch(`${scene.origin}/api/notes/1?secret=marker`)
    const spans = scene.keeper.spans()
    const request = spans.find(({ name }) => name === 'GET /api/notes')!
    const question = spans.find(({ name }) => name === 'GET notes')!
    expect(request.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/api/notes',
      'http.response.status_code': 200,
      'claimcheck.ref': answer.headers.get('claimcheck-ref'),
    })
    expect(question.parentSpanContext?.spanId).toBe(request.spanContext().spanId)
    const { traceId, spanId } = question.spanContext()
    expect(scene.api.seen.at(-1)?.headers['traceparent']).toBe(`00-${traceId}-${spanId}-01`)
    expect(lastTrace(scene)).toBe(traceId)
  })

  it('that fails says so, in a word', async () => {
    const scene = await openTraced()
    const browser = await signedIn(scene)
    scene.api.answer = (_req, res) => res.destroy()
    await browser.fetch(`${scene.origin}/api/notes`)
    const question = scene.keeper.spans().find(({ name }) => name === 'GET notes')!
    expect(question.status).toEqual({ code: 2 })
    expect(question.attributes['error.type']).toMatch(/^[\w-]+$/)
    expect(question.events).toEqual([]) // an exception's message would stand there
  })
})

describe('a sign-in', () => {
  it('takes its questions to the authorization server along', async () => {
    const scene = await openTraced()
    await signedIn(scene)
    const spans = scene.keeper.spans()
    const callback = spans.find(({ name }) => name === 'GET /auth/callback')!
    const { url, headers } = scene.provider.calls.find(({ form }) => form.has('code'))!
    const question = spans.find(({ name }) => name === `POST ${new URL(url).pathname}`)!
    const { traceId, spanId } = question.spanContext()
    expect(headers.get('traceparent')).toBe(`00-${traceId}-${spanId}-01`)
    expect(traceId).toBe(callback.spanContext().traceId)
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('code=')
  })
})

describe('a trace from outside', () => {
  it.each<[what: string, env: Record<string, string>, headers: Record<string, string>]>([
    ['a browser', { TRACE_PARENT: 'continue' }, {}],
    ['a proxy nobody told us to follow', { TRUSTED_PROXIES: '127.0.0.1' }, {}],
    [
      'a proxy that says nothing of who asks',
      { TRUSTED_PROXIES: '127.0.0.1', TRACE_PARENT: 'continue' },
      { 'x-forwarded-for': '' },
    ],
  ])('does not go on when it comes from %s', async (_what, env, headers) => {
    const scene = await openTraced(env)
    await askThroughProxy(scene, { traceparent, ...headers })
    await expect.poll(() => lastTrace(scene)).toMatch(/^[0-9a-f]{32}$/)
    expect(lastTrace(scene)).not.toBe(theirs)
  })

  it('goes on from a trusted proxy where an operator wants it, and is never the ref', async () => {
    const scene = await openTraced({ TRUSTED_PROXIES: '127.0.0.1', TRACE_PARENT: 'continue' })
    const answer = await askThroughProxy(scene, { traceparent, tracestate: 'vendor=1' })
    await expect.poll(() => lastTrace(scene)).toBe(theirs)
    const [request] = scene.keeper.spans().slice(-1)
    expect(request?.parentSpanContext).toMatchObject({ spanId: '00f067aa0ba902b7', isRemote: true })
    expect(answer.headers.get('claimcheck-ref')).not.toContain(theirs.slice(0, 8))
  })

  it('goes on to the API with what its beginner added, and never to the browser', async () => {
    const scene = await openTraced({ TRUSTED_PROXIES: '127.0.0.1', TRACE_PARENT: 'continue' })
    const browser = await signedIn(scene)
    const headers = { traceparent, tracestate: 'vendor=1', 'x-forwarded-for': '192.0.2.7' }
    const answer = await browser.fetch(`${scene.origin}/api/notes`, { headers })
    const told = scene.api.seen.at(-1)?.headers
    expect(told?.['traceparent']).toMatch(
      new RegExp(`^00-${theirs}-(?!00f067aa0ba902b7)\\w{16}-01$`),
    )
    expect(told?.['tracestate']).toBe('vendor=1')
    expect([...answer.headers.keys()].filter((name) => name.startsWith('trace'))).toEqual([])
  })
})

describe('without an SDK', () => {
  it('nothing is traced, and nothing that a browser says of traces goes on', async () => {
    const provider = recordingFetch()
    const scene = await openScene({}, { fetch: provider.fetch })
    const browser = await signedIn(scene, createBrowser())
    const headers = { traceparent, tracestate: 'vendor=1', baggage: 'a=b' }
    await browser.fetch(`${scene.origin}/api/notes`, { headers })
    const told = { ...scene.api.seen.at(-1)?.headers }
    expect([told['traceparent'], told['tracestate'], told['baggage']]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(provider.calls.filter((call) => call.headers.has('traceparent'))).toEqual([])
    expect(lastTrace(scene)).toBeUndefined()
  })
})
