/** Server-sent events through the counter: at once, one by one, and for as long as somebody listens. */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { ResourcePolicy } from '../../src/api/policy.ts'
import { type Stage, openStage } from './stage.ts'

const asEventSource = { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' }

async function listening(stage: Stage, headers: Record<string, string> = asEventSource) {
  const request = stage.begin('/events', { headers })
  request.end()
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return answer.setEncoding('utf8')
}

async function openEvents(policy: Partial<ResourcePolicy> = {}, limits = {}) {
  const streams: ServerResponse[] = []
  const listener = (_req: IncomingMessage, res: ServerResponse) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    streams.push(res)
  }
  const stage = await openStage(policy, listener, limits)
  return { stage, streams }
}

describe('an event stream', () => {
  it('opens before there is any event [PX-26]', async () => {
    const { stage } = await openEvents()
    const answer = await listening(stage)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/event-stream')
  })

  it('brings each event when it happens, and resumes where it was', async () => {
    const { stage, streams } = await openEvents()
    const answer = await listening(stage, { ...asEventSource, 'last-event-id': '7' })
    for (const event of ['data: 8\n\n', ':\n\n', 'data: 9\n\n']) {
      streams[0]!.write(event)
      expect((await once(answer, 'data'))[0]).toBe(event)
    }
    expect(stage.api.seen[0]!.headers['last-event-id']).toBe('7')
  })

  it('may be silent longer than anything else may [PX-26]', async () => {
    const { stage, streams } = await openEvents({ idleTimeoutMs: 40 })
    const answer = await listening(stage)
    const other = await listening(stage, { accept: 'text/plain' })
    await once(other, 'error') // which shows that the time is over
    streams[0]!.write('data: late\n\n')
    expect((await once(answer, 'data'))[0]).toBe('data: late\n\n')
  })

  it('outlives the silence after which any other connection is cut [PX-26]', async () => {
    const { stage, streams } = await openEvents({}, { silenceMs: 500 })
    const answer = await listening(stage)
    const other = await listening(stage, { accept: 'text/plain' })
    await once(other, 'error') // which shows that the time is over
    streams[0]!.write('data: late\n\n')
    expect((await once(answer, 'data'))[0]).toBe('data: late\n\n')
  })

  it('ends at the API when nobody listens any more [PX-26]', async () => {
    const { stage, streams } = await openEvents()
    const answer = await listening(stage)
    const gone = once(streams[0]!, 'close')
    answer.destroy()
    await gone
    expect(streams[0]!.writableFinished).toBe(false)
  })

  it('ends with the session [PX-28]', async () => {
    const { stage, streams } = await openEvents()
    const answer = await listening(stage)
    const ends = Promise.all([once(answer, 'error'), once(streams[0]!, 'close')])
    const headers = { origin: stage.scene.origin }
    const own = { ...headers, cookie: stage.cookie, 'x-csrf': '1' }
    await fetch(`${stage.scene.origin}/auth/logout`, { method: 'POST', headers: own })
    const [[cut]] = await ends
    expect(cut).toMatchObject({ code: 'ECONNRESET' })
  })
})
