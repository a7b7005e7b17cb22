import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Problem } from './problem.ts'
import { problems } from './problems.ts'
import { requestLog } from './request-log.ts'
import { clock, tryRooms } from './try-rooms.ts'

const random = (length: number) => Buffer.alloc(length, 7)
const config = { appOrigin: 'https://app.example.com' }

describe('requestLog', () => {
  it('gives every request its own ref and tells it in the answer and in the event', async () => {
    const { ask, told } = await tryRooms((events) => [
      requestLog(events, clock, random),
      (ctx) => {
        ctx.body = ctx.state.ref
      },
    ])
    const first = await ask()
    const second = await ask()
    expect(first.headers['claimcheck-ref']).toBe(first.body)
    expect(second.body).not.toBe(first.body)
    expect(told.map(({ ref }) => ref)).toEqual([first.body, second.body])
  })

  it('does not let the caller choose the ref', async () => {
    const { ask } = await tryRooms((events) => [requestLog(events, clock, random)])
    const chosen = '0af7651916cd43dd8448eb211c80319c'
    const { headers } = await ask({
      headers: { traceparent: `00-${chosen}-b7ad6b7169203331-01`, 'x-request-id': chosen },
    })
    expect(headers['claimcheck-ref']).not.toContain(chosen)
  })

  it('tells the matched route and never the URL', async () => {
    const { ask, told } = await tryRooms((events) => [
      requestLog(events, clock, random),
      (ctx) => {
        ctx.state.route = '/auth/callback'
        ctx.status = 303
      },
    ])
    await ask({ path: '/auth/callback?code=marker-code&state=marker-state' })
    expect(told).toEqual([
      expect.objectContaining({
        name: 'request.finished',
        method: 'GET',
        route: '/auth/callback',
        status: 303,
        ms: 0,
      }),
    ])
    expect(JSON.stringify(told)).not.toContain('marker')
  })

  it('says unmatched where no route was found', async () => {
    const { ask, told } = await tryRooms((events) => [requestLog(events, clock, random)])
    await ask({ path: '/marker' })
    expect(told).toEqual([expect.objectContaining({ route: 'unmatched', status: 404 })])
  })

  it('names the refusal that the browser was given', async () => {
    const { ask, told } = await tryRooms((events) => [
      requestLog(events, clock, random),
      problems(events, config),
      () => {
        throw new Problem('session-required')
      },
    ])
    await ask()
    expect(told).toEqual([
      expect.objectContaining({
        name: 'request.finished',
        status: 401,
        refusal: 'session-required',
      }),
    ])
  })

  it('tells a browser that left before the answer as 499', async () => {
    const asked = Promise.withResolvers<void>()
    const { told, port } = await tryRooms((events) => {
      const left = Promise.withResolvers<void>()
      events.listen(() => left.resolve())
      return [
        requestLog(events, clock, random),
        () => {
          asked.resolve()
          return left.promise
        },
      ]
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: app.example.com\r\n\r\n')
    await asked.promise
    socket.destroy()
    await once(socket, 'close')
    await expect.poll(() => told).toEqual([expect.objectContaining({ status: 499 })])
  })
})
