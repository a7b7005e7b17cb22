/** The API says that the token is no good: another one, a second call, and never a third. */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { Problem } from '../http/problem.ts'
import { type CounterOptions, openCounter } from './counter.fixture.ts'
import { answerTo, ask, begin, bodyOf, openApi } from './loopback.fixture.ts'

const keepBytes = 64 * 1024
const invalidToken = 'Bearer error="invalid_token"'
const chunked = { 'transfer-encoding': 'chunked' }

describe('a refused token', () => {
  it.each([
    [invalidToken],
    ['bearer error="invalid_token"'],
    ['BEARER realm="a, b", scope="x", error="invalid_token", error_description="gone"'],
    ['Basic realm="x", bEaReR error=invalid_token'],
    ['DPoP algs="ES256", error="invalid_token"'],
    ['dpop error = "invalid_token"'],
    ['Basic realm="x"', 'Bearer error="invalid_token"'],
  ])('is replaced once when the challenge is %s [TS-08]', async (...challenges) => {
    const { api, counter, asked } = await open({ challenges })
    const answer = await ask(counter, '/api/notes/7?x=1')
    expect([answer.status, String(answer.body)]).toEqual([200, ''])
    expect(asked).toEqual([undefined, 'token-1'])
    expect(tokensAt(api)).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(api.seen.map(({ url }) => url)).toEqual(['/7?x=1', '/7?x=1'])
    expect(counter.problems).toEqual([])
  })

  it.each([
    ['Bearer'],
    ['Bearer error="invalid_request"'],
    ['Bearer error="insufficient_scope"'],
    ['Bearer error="invalid_tokens"'],
    ['Bearer error_description="invalid_token"'],
    ['Basic realm="x", error="invalid_token"'],
    ['NotBearer error="invalid_token"'],
  ])('is not replaced when the challenge is %s', async (challenge) => {
    const { api, counter, asked } = await open({ challenges: [challenge] })
    expect((await ask(counter, '/api/notes')).status).toBe(401)
    expect([api.seen.length, asked]).toEqual([1, [undefined]])
    expect(counter.problems).toMatchObject([{ code: 'resource-refused' }])
  })

  it('is told from a right that it does not give: a 403 passes as it is', async () => {
    const challenges = ['Bearer error="insufficient_scope"']
    const { api, counter, asked } = await open({ challenges, status: 403 })
    expect((await ask(counter, '/api/notes')).status).toBe(403)
    expect([api.seen.length, asked]).toEqual([1, [undefined]])
  })

  it('is followed by one more, and then the door gives up with 401 [TS-08, PX-20]', async () => {
    const { api, counter, asked } = await open({ refusals: Infinity })
    const answer = await ask(counter, '/api/notes', { method: 'POST', body: 'buy' })
    expect(answer.status).toBe(401)
    expect([api.seen.length, asked]).toEqual([2, [undefined, 'token-1']])
    const options = { why: 'invalid_token', refusal: false }
    expect(counter.problems).toMatchObject([{ code: 'resource-refused', options }])
  })

  it('is not sent a second time when there is no other', async () => {
    const { api, counter } = await open({ accessTokenFor: async () => 'the-only-one' })
    expect((await ask(counter, '/api/notes')).status).toBe(401)
    expect(api.seen).toHaveLength(1)
    expect(counter.problems).toMatchObject([{ code: 'resource-refused' }])
  })

  it('leads to what the authorization server makes of it', async () => {
    const away = new Problem('provider-unreachable')
    const accessTokenFor = async (_: unknown, refused?: string) => {
      if (refused !== undefined) throw away
      return 'token-1'
    }
    const { api, counter } = await open({ accessTokenFor })
    expect((await ask(counter, '/api/notes')).status).toBe(503)
    expect([counter.problems, api.seen.length]).toEqual([[away], 1])
  })

  it('is no news on a route without one', async () => {
    const { api, counter, asked } = await open({ token: 'none' })
    expect((await ask(counter, '/api/notes')).status).toBe(401)
    expect([api.seen.length, asked]).toEqual([1, []])
  })
})

describe('the second call', () => {
  it.each([
    ['counted', 'hello', {}],
    ['chunked', 'hello', chunked],
    ['empty, in chunks', '', chunked],
    ['64 kB', 'x'.repeat(keepBytes), {}],
    ['64 kB in chunks', 'x'.repeat(keepBytes), chunked],
  ])('has the same body: %s [TS-08, PX-20]', async (_, body, headers) => {
    const { api, counter, bodies } = await open()
    const answer = await ask(counter, '/api/notes', { method: 'POST', body, headers })
    expect([answer.status, String(answer.body)]).toEqual([200, body])
    expect(bodies).toEqual([body, body])
    const framing = api.seen.map(({ headers: { 'content-length': length } }) => length)
    expect(framing[1]).toBe(framing[0])
  })

  it.each([
    ['counted', {}],
    ['chunked', chunked],
  ])('is left to the person when the body is larger, %s', async (_, headers) => {
    const { api, counter, asked } = await open()
    const body = 'x'.repeat(keepBytes + 1)
    expect((await ask(counter, '/api/notes', { method: 'POST', body, headers })).status).toBe(401)
    expect(api.seen).toHaveLength(1)
    expect(counter.problems).toMatchObject([{ code: 'resource-refused' }])
    expect(asked).toEqual([undefined, 'token-1']) // so that it works
  })

  it.each([
    ['counted', { 'content-length': 10 }],
    ['chunked', chunked],
  ])('is left to the person when only half the body was there, %s', async (_, headers) => {
    const api = await openApi((_req, res) => refuse(res, 401, [invalidToken]))
    const { counter } = await open({ url: api.url })
    const request = begin(counter, '/api/notes', { method: 'POST', headers })
    request.write('hello')
    expect((await answerTo(request)).status).toBe(401)
    request.end('there')
    expect(api.seen).toHaveLength(1)
  })

  it('is the last, also when its connection is reset [PX-20]', async () => {
    const api = await openApi((req, res) => {
      if (api.seen.length === 1) refuse(res, 401, [invalidToken])
      else req.socket.resetAndDestroy()
    })
    const { counter } = await open({ url: api.url })
    const answer = await ask(counter, '/api/notes', { method: 'POST', body: 'buy' })
    expect([answer.status, api.seen.length]).toEqual([502, 2])
    expect(counter.problems).toMatchObject([{ options: { refusal: false } }])
  })

  it('ends with the session, as the first does', async () => {
    const api = await openApi((_req, res) => {
      if (api.seen.length === 1) refuse(res, 401, [invalidToken])
    })
    const { counter } = await open({ url: api.url })
    const answer = ask(counter, '/api/notes')
    await once(api.bell, 'request')
    await once(api.bell, 'request')
    counter.streams.end('session-1', 'user')
    expect((await answer).status).toBe(401)
    expect(counter.problems).toMatchObject([{ code: 'session-ended' }])
    expect(counter.streams.ids()).toEqual([])
  })

  it('is not made for a browser that has left', async () => {
    const asked = Promise.withResolvers<void>()
    const token = Promise.withResolvers<string>()
    const accessTokenFor = async (_: unknown, refused?: string) => {
      if (refused === undefined) return 'token-1'
      asked.resolve()
      return token.promise
    }
    const { api, counter } = await open({ accessTokenFor })
    const request = begin(counter, '/api/notes')
    request.end()
    await asked.promise
    const [left, finished] = [once(counter.bell, 'left'), once(counter.bell, 'finished')]
    request.destroy()
    await left
    token.resolve('token-2')
    await finished
    expect(counter.finished).toEqual([{ status: 499, route: '/api/notes' }])
    expect(api.seen).toHaveLength(1)
  })
})

interface Refusing extends Pick<CounterOptions, 'accessTokenFor'> {
  /** Of another API than the one that refuses `refusals` calls and gives every other its body back. */
  url?: string
  refusals?: number
  status?: number
  challenges?: string[]
  token?: 'user' | 'none'
}

/** Tokens are numbered; `asked` says for each which one had been refused. */
async function open(how: Refusing = {}) {
  const { refusals = 1, status = 401, challenges = [invalidToken], token = 'user' } = how
  const asked: (string | undefined)[] = []
  const bodies: string[] = []
  const api = await openApi(async (req, res) => {
    const call = api.seen.length
    const body = await bodyOf(req)
    bodies.push(String(body))
    if (call <= refusals) refuse(res, status, challenges)
    else res.end(body)
  })
  const numbered = async (_: unknown, refused?: string) => `token-${asked.push(refused)}`
  const counter = await openCounter({
    apis: { notes: { url: how.url ?? api.url, policy: { token } } },
    accessTokenFor: how.accessTokenFor ?? numbered,
  })
  return { api, asked, bodies, counter }
}

function refuse(res: ServerResponse, status: number, challenges: string[]): void {
  res.writeHead(status, { 'www-authenticate': challenges }).end('no')
}

function tokensAt({ seen }: { seen: IncomingMessage[] }) {
  return seen.map(({ headers }) => headers.authorization)
}
