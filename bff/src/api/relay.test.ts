/** The answer on its way: a browser that leaves, and a browser that reads slowly. */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { openCounter } from './counter.fixture.ts'
import { answerTo, begin, openApi, stillAt } from './loopback.fixture.ts'

const MiB = 1024 * 1024

describe('when the browser leaves', () => {
  it('closes the connection to an API that has not answered yet', async () => {
    const { api, arrival } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const res = await arrival
    const [gone, finished] = [once(res, 'close'), once(counter.bell, 'finished')]
    request.destroy()
    await Promise.all([gone, finished])
    expect(counter.finished).toEqual([{ status: 499, route: '/api/notes' }])
    expect([counter.events, counter.problems]).toEqual([[], []])
  })

  it('closes the connection to an API in the middle of its answer', async () => {
    const { api, arrival } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const res = await arrival
    res.write('hello')
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.on('error', () => {}).resume()
    const [gone, finished] = [once(res, 'close'), once(counter.bell, 'finished')]
    request.destroy()
    await Promise.all([gone, finished])
    expect(counter.finished).toEqual([{ status: 200, route: '/api/notes' }])
    expect([counter.events, counter.problems]).toEqual([[], []])
  })

  it('closes the connection to an API in the middle of an upload', async () => {
    const { api, arrival } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes', { method: 'POST' })
    request.write('half')
    const res = await arrival
    const [gone, finished] = [once(res, 'close'), once(counter.bell, 'finished')]
    request.destroy()
    await Promise.all([gone, finished])
    expect(counter.finished).toEqual([{ status: 499, route: '/api/notes' }])
    expect([counter.events, counter.problems]).toEqual([[], []])
  })

  it('asks nobody when it left while we looked for its token', async () => {
    const { api } = await silentApi()
    const asked = Promise.withResolvers<void>()
    const token = Promise.withResolvers<string>()
    const counter = await openCounter({
      apis: { notes: { url: api.url } },
      accessTokenFor: () => (asked.resolve(), token.promise),
    })
    const request = begin(counter, '/api/notes')
    request.end()
    await asked.promise
    const left = once(counter.bell, 'left')
    request.destroy()
    await left
    const finished = once(counter.bell, 'finished')
    token.resolve('late')
    await finished
    expect(counter.finished).toEqual([{ status: 499, route: '/api/notes' }])
    expect(api.connections).toBe(0)
  })

  it('goes on with everybody else', async () => {
    const { api } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    for (let browser = 0; browser < 10; browser++) {
      const request = begin(counter, '/api/notes')
      request.end()
      await once(api.bell, 'request')
      const finished = once(counter.bell, 'finished')
      request.destroy()
      await finished
    }
    expect(counter.finished).toHaveLength(10)
  })
})

describe('when the session ends', () => {
  it('refuses what the API has not answered yet, and hangs up there', async () => {
    const { api, arrival } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const gone = once(await arrival, 'close')
    counter.streams.end('session-1', 'other-device')
    expect((await answerTo(request)).status).toBe(401)
    await gone
    const options = { refusal: false, reason: 'other-device' }
    expect(counter.problems).toMatchObject([{ code: 'session-ended', options }])
    expect(counter.events).toEqual([])
  })

  it('cuts an answer that has begun, and hangs up at the API', async () => {
    const { api, arrival } = await silentApi()
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const res = await arrival
    const gone = once(res, 'close')
    res.write('hello')
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    const cut = once(response.resume(), 'error')
    counter.streams.end('session-1', 'user')
    expect(await cut).toMatchObject([{ code: 'ECONNRESET' }])
    await gone
    expect([counter.events, counter.problems]).toEqual([[], []])
  })

  it('lets a call through that nobody is signed in for', async () => {
    const { api, arrival } = await silentApi()
    const policy = { token: 'none' } as const
    const counter = await openCounter({ apis: { notes: { url: api.url, policy } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const res = await arrival
    counter.streams.end('session-1', 'user')
    res.end('for everybody')
    expect((await answerTo(request)).status).toBe(200)
  })

  it.each(['answered', 'refused', 'left'])(
    'holds nothing any more for a call that was %s',
    async (how) => {
      const { api, arrival } = await silentApi()
      const counter = await openCounter({ apis: { notes: { url: api.url } } })
      const request = begin(counter, '/api/notes')
      request.end()
      const res = await arrival
      expect(counter.streams.ids()).toEqual(['session-1'])
      const finished = once(counter.bell, 'finished')
      if (how === 'answered') res.end()
      else if (how === 'refused') res.destroy()
      else request.destroy()
      await finished
      expect(counter.streams.ids()).toEqual([])
    },
  )
})

describe('a slow browser', () => {
  it('holds the API back, and gets all 50 MB in the end', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    let sent = 0
    const api = await openApi(async (_req, res) => {
      while (sent < 50 * MiB) {
        sent += chunk.length
        if (!res.write(chunk)) await once(res, 'drain')
      }
      res.end()
    })
    const counter = await openCounter({ apis: { notes: { url: api.url } } })
    const request = begin(counter, '/api/notes')
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.pause()
    // What fits into the kernel's buffers between three processes, and no more.
    expect(await stillAt(() => sent)).toBeLessThan(30 * MiB)
    let received = 0
    response.on('data', (data: Buffer) => (received += data.length)).resume()
    await once(response, 'end')
    expect(received).toBe(50 * MiB)
  })
})

async function silentApi() {
  const arrival = Promise.withResolvers<ServerResponse>()
  const api = await openApi((req, res) => {
    req.on('error', () => {}).resume()
    arrival.resolve(res)
  })
  return { api, arrival: arrival.promise }
}
