import { describe, expect, it } from 'vitest'
import { ProblemError } from '../http.ts'
import { askSession, refusalIn } from './ask-session.ts'
import { readBlock } from './early-session.ts'
import { signedIn } from '../testing/session-views.ts'

const answering = (response: Response) => (async () => response) as typeof fetch
const html = { 'content-type': 'text/html' }
const problem = { 'content-type': 'application/problem+json' }

describe('askSession', () => {
  it.each([
    ['signed in', signedIn()],
    ['signed out', { status: 'signed-out' }],
    ['signed out for a reason', { status: 'signed-out', reason: 'idle' }],
  ])('hears %s', async (_what, view) => {
    const event = await askSession(undefined, answering(Response.json(view)))
    expect(event).toEqual({ type: 'answered', view })
  })

  it.each([
    ['a 500', new Response('{"code":"internal"}', { status: 500, headers: problem })],
    ['a store that is down', new Response('{}', { status: 503, headers: problem })],
    ['a page of a gateway', new Response('<h1>502</h1>', { status: 502, headers: html })],
    ['a captive portal', new Response('<h1>Welcome to the hotel</h1>', { headers: html })],
    ['null', Response.json(null)],
    ['a view of another shape', Response.json({ status: 'signed-in' })],
    ['a 401 that is not ours', new Response('{}', { status: 401, headers: problem })],
  ])('learns nothing from %s', async (_what, response) => {
    expect(await askSession(undefined, answering(response))).toEqual({ type: 'failed' })
  })

  it('passes a cancellation on', async () => {
    const cancelled = AbortSignal.abort(new Error('gone'))
    const send = (async () => Promise.reject(new Error('gone'))) as typeof fetch
    await expect(askSession(cancelled, send)).rejects.toThrow('gone')
  })
})

describe('refusalIn', () => {
  const failure = { status: 401, refused: true }
  it.each([
    ['session-required', undefined, { type: 'refused', reason: undefined }],
    ['session-ended', 'idle', { type: 'refused', reason: 'idle' }],
    ['session-ended', 'a word of next year', { type: 'refused', reason: undefined }],
    ['resource-refused', undefined, undefined],
    ['cross-site-request', undefined, undefined],
    ['internal', undefined, undefined],
  ] as const)('takes %s (%s)', (code, reason, expected) => {
    const error = new ProblemError({ ...failure, code, ...(reason && { reason }) })
    expect(refusalIn(error)).toEqual(expected)
  })

  it('takes nothing that our BFF did not say', () => {
    const error = new ProblemError({ ...failure, refused: false, code: 'session-ended' })
    expect(refusalIn(error)).toBeUndefined()
  })

  it('takes no other errors', () => {
    expect(refusalIn(new TypeError('x'))).toBeUndefined()
  })
})

describe('readBlock', () => {
  it('reads the view', () => {
    expect(readBlock('{"status":"signed-out","reason":"user"}')).toEqual({
      status: 'signed-out',
      reason: 'user',
    })
  })

  it.each([undefined, null, '', '{', 'null', '{}', '{"status":"signed-in"}', '[]'])(
    'is not there when it is %s',
    (text) => {
      expect(readBlock(text)).toBeUndefined()
    },
  )
})
