import { Readable } from 'node:stream'
import { problems as table, type ProblemCode } from 'shared/problem'
import { describe, expect, it } from 'vitest'
import type { Middleware } from './context.ts'
import { Problem } from './problem.ts'
import { problems } from './problems.ts'
import { securityHeaders } from './security-headers.ts'
import { tryRooms } from './try-rooms.ts'

const config = {
  appOrigin: 'https://app.example.com',
  providers: [{ issuer: 'https://id.example.com', frontchannelLogout: false }],
}
const navigate = { 'sec-fetch-mode': 'navigate' }

/** The net above one door, with a ref as the log room would have set it. */
function net(door: Middleware) {
  return tryRooms((events) => [
    (ctx, next) => {
      ctx.state.ref = 'r-1'
      return next()
    },
    problems(events, config),
    securityHeaders(config),
    door,
  ])
}

function throwing(error: unknown): Middleware {
  return () => {
    throw error
  }
}

describe('problems, to a script', () => {
  it('answers with the problem, its code in a header, and forbids caching', async () => {
    const { ask } = await net(throwing(new Problem('session-ended', { reason: 'idle' })))
    const { status, headers, body } = await ask({ path: '/api/notes' })
    expect(status).toBe(401)
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'claimcheck-refusal': 'session-ended',
      'cache-control': 'no-store',
    })
    expect(JSON.parse(body)).toEqual({
      type: 'https://app.example.com/problem?code=session-ended',
      title: 'You have been signed out.',
      status: 401,
      code: 'session-ended',
      ref: 'r-1',
      reason: 'idle',
    })
  })

  it('says when to come back', async () => {
    const { ask } = await net(throwing(new Problem('store-unreachable', { retryAfter: 2.5 })))
    const { status, headers, body } = await ask({ path: '/api/notes' })
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('3')
    expect(JSON.parse(body)).toMatchObject({ retryAfter: 2.5 })
  })

  it('sends the header fields that the refusal must carry', async () => {
    const { ask } = await net(
      throwing(new Problem('method-not-allowed', { headers: { allow: 'GET' } })),
    )
    const { status, headers } = await ask({ path: '/api/notes' })
    expect([status, headers.allow]).toEqual([405, 'GET'])
  })

  it('is no refusal of ours when the resource server had the request', async () => {
    const { ask } = await net(throwing(new Problem('resource-refused', { refusal: false })))
    const { headers, body } = await ask({ path: '/api/notes' })
    expect(headers).not.toHaveProperty('claimcheck-refusal')
    expect(headers).toHaveProperty('claimcheck-problem', 'resource-refused')
    expect(JSON.parse(body)).toMatchObject({ code: 'resource-refused' })
  })

  it('keeps a Set-Cookie from below and drops what described another answer', async () => {
    const { ask } = await net((ctx) => {
      ctx.set({ 'Set-Cookie': 'a=1; Path=/', 'Content-Encoding': 'gzip', ETag: '"1"' })
      ctx.set('Content-Disposition', 'attachment')
      throw new Problem('login-expired')
    })
    const { headers, body } = await ask({ path: '/auth/callback' })
    expect(headers['set-cookie']).toEqual(['a=1; Path=/'])
    expect(headers).not.toHaveProperty('content-encoding')
    expect(headers).not.toHaveProperty('content-disposition')
    expect(headers).not.toHaveProperty('etag')
    expect(JSON.parse(body)).toMatchObject({ code: 'login-expired' })
  })

  it('answers HEAD with the head alone', async () => {
    const { ask } = await net(throwing(new Problem('session-required')))
    const { status, headers, body } = await ask({ method: 'HEAD', path: '/api/notes' })
    expect([status, headers['claimcheck-refusal'], body]).toEqual([401, 'session-required', ''])
  })

  it('answers a person looking for a file with JSON too: a redirect could go round for ever', async () => {
    const { ask } = await net(throwing(new Error('no template')))
    const { status, body } = await ask({ path: '/notes', headers: navigate })
    expect([status, JSON.parse(body).code]).toEqual([500, 'internal'])
  })
})

describe('problems, to a person on a page visit', () => {
  it.each([
    ['login-refused', '/signed-out?reason=login-refused'],
    ['login-expired', '/signed-out?reason=login-expired'],
    ['login-failed', '/problem?code=login-failed&ref=r-1'],
    ['cross-site-request', '/problem?code=cross-site-request&ref=r-1'],
    ['internal', '/problem?code=internal&ref=r-1'],
  ] as const)('sends %s to %s', async (code, location) => {
    const { ask } = await net(throwing(new Problem(code)))
    const { status, headers, body } = await ask({
      path: '/auth/callback?code=x',
      headers: navigate,
    })
    expect([status, headers.location, body]).toEqual([303, location, ''])
    expect(headers).toMatchObject({
      'claimcheck-refusal': code,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
  })

  it('knows a page visit without fetch metadata by its Accept', async () => {
    const { ask } = await net(throwing(new Problem('login-failed')))
    const { status } = await ask({
      path: '/auth/callback',
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    })
    expect(status).toBe(303)
  })
})

describe('problems, of what is not a Problem', () => {
  const marked = Object.assign(new Error('marker-message'), {
    code: 'marker-code',
    body: { access_token: 'marker-token' },
    cause: new Error('marker-cause'),
    headers: { 'x-marker': 'marker-header' },
    status: 418,
  })

  it.each([
    ['a script', {}],
    ['a person', navigate],
  ])('tells %s nothing of it, and the listeners all [EL-01]', async (_who, headers) => {
    const { ask, told } = await net(throwing(marked))
    const answer = await ask({ path: '/api/notes', headers })
    expect(JSON.stringify(answer)).not.toContain('marker')
    expect(JSON.stringify(answer)).toContain('internal')
    expect(told).toEqual([
      expect.objectContaining({
        name: 'request.failed',
        code: 'internal',
        cause: marked,
        ref: 'r-1',
      }),
    ])
  })

  it.each(Object.keys(table) as ProblemCode[])(
    'keeps the cause of %s to the listeners [EL-01]',
    async (code) => {
      const { ask, told } = await net(
        throwing(new Problem(code, { cause: marked, why: 'marker-why' })),
      )
      const answer = await ask({ path: '/api/notes' })
      expect(answer.status).toBe(table[code].status)
      expect(JSON.stringify(answer)).not.toContain('marker')
      expect(told).toEqual([expect.objectContaining({ code, cause: marked, why: 'marker-why' })])
    },
  )

  it.each([
    ['a string', 'marker'],
    ['null', null],
    ['undefined', undefined],
    ['a number', 42],
  ])('survives %s being thrown', async (_what, thrown) => {
    const { ask } = await net(throwing(thrown))
    const { status, body } = await ask({ path: '/api/notes' })
    expect([status, JSON.parse(body).code]).toEqual([500, 'internal'])
  })

  it('takes no status from an error that was not meant for the browser', async () => {
    const { ask } = await net(
      throwing(Object.assign(new Error('x'), { status: 404, expose: false })),
    )
    expect(await ask({ path: '/api/notes' })).toMatchObject({ status: 500 })
  })

  it.each([
    [400, 'request-malformed'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [413, 'request-too-large'],
    [415, 'media-type-unsupported'],
    [418, 'request-malformed'],
    [500, 'internal'],
  ])('maps ctx.throw(%i) to %s, without its words', async (status, code) => {
    const { ask } = await net((ctx) => ctx.throw(status, 'marker'))
    const answer = await ask({ path: '/api/notes' })
    expect(JSON.parse(answer.body).code).toBe(code)
    expect(JSON.stringify(answer)).not.toContain('marker')
  })
})

describe('problems, of an answer nobody gave', () => {
  it('is not-found where nothing matched, and worth no event', async () => {
    const { ask, told } = await net((_ctx, next) => next())
    const { status, body } = await ask({ path: '/assets/gone.js' })
    expect([status, JSON.parse(body).code]).toEqual([404, 'not-found'])
    expect(told).toEqual([])
  })

  it('keeps the Allow of a router that refused the method', async () => {
    const { ask } = await net((ctx) => {
      ctx.status = 405
      ctx.set('Allow', 'GET, HEAD')
    })
    const { status, headers, body } = await ask({ method: 'PUT', path: '/auth/session' })
    expect([status, headers.allow, JSON.parse(body).code]).toEqual([
      405,
      'GET, HEAD',
      'method-not-allowed',
    ])
  })
})

describe('problems, when it is too late to answer', () => {
  const breaking: [what: string, door: Middleware][] = [
    [
      'a door that throws after its head',
      (ctx) => {
        ctx.respond = false
        ctx.res.writeHead(200) // chunked: were it ended, it would look complete
        ctx.res.write('half')
        throw new Error('marker')
      },
    ],
    [
      'a body stream that breaks',
      (ctx) => {
        ctx.body = Readable.from(
          (function* () {
            yield 'half'
            throw new Error('marker')
          })(),
        )
      },
    ],
  ]

  it.each(breaking)(
    'cuts the connection at %s, tells it, and lives on [EL-03]',
    async (_, door) => {
      let broken = true
      const { ask, told } = await net((ctx, next) => {
        if (broken) return door(ctx, next)
        ctx.body = 'well'
      })
      await expect(ask()).rejects.toThrow(/aborted|socket hang up/)
      expect(told).toEqual([expect.objectContaining({ name: 'request.failed', code: 'internal' })])
      broken = false
      expect(await ask()).toMatchObject({ status: 200, body: 'well' })
    },
  )

  it('answers a body that cannot be written as JSON, headers and all [EL-03]', async () => {
    const { ask, told } = await net((ctx) => {
      ctx.body = { unwritable: 1n }
    })
    const { status, headers, body } = await ask({ path: '/api/notes' })
    expect([status, JSON.parse(body).code]).toEqual([500, 'internal'])
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(told).toEqual([expect.objectContaining({ name: 'request.failed' })])
  })

  it('leaves an answer whole that was already given', async () => {
    const whole = 'x'.repeat(8_000_000) // more than a socket takes at once
    const { ask } = await net((ctx) => {
      ctx.respond = false
      ctx.res.end(whole)
      throw new Error('late')
    })
    expect((await ask()).body).toHaveLength(whole.length)
  })
})
