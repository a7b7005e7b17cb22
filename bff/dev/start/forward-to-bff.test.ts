import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, openLoopbackServer } from '../loopback-server.ts'
import { forwardTo } from './forward-to-bff.ts'

const opened: LoopbackServer[] = []
async function open(): Promise<LoopbackServer> {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  opened.push(server)
  return server
}
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

/** Vite's place: what is not forwarded is the web app's. */
async function openFront(bffPort: number, patienceMs = 0): Promise<LoopbackServer> {
  const front = await open()
  const forward = forwardTo(bffPort, patienceMs)
  front.answer((inbound, answer) => forward(inbound, answer, () => answer.end('web app')))
  return front
}

describe('forwardTo', () => {
  it('hands on method, path, body and headers as they came, Host and Origin included', async () => {
    const bff = await open()
    bff.answer((inbound, answer) => {
      const { method, url, headers } = inbound
      const { host, origin, cookie } = headers
      answer.setHeader('set-cookie', ['a=1', 'b=2'])
      answer.write(JSON.stringify({ method, url, host, origin, cookie }))
      inbound.pipe(answer)
    })
    const front = await openFront(bff.port)
    const answer = await fetch(`${front.origin}/api/notes?x=1`, {
      method: 'POST',
      body: ' and the body',
      headers: { origin: 'http://localhost:3000', cookie: 'claimcheck-dev=id' },
    })
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const seen = {
      method: 'POST',
      url: '/api/notes?x=1',
      host: `127.0.0.1:${front.port}`,
      origin: 'http://localhost:3000',
      cookie: 'claimcheck-dev=id',
    }
    expect(await answer.text()).toBe(`${JSON.stringify(seen)} and the body`)
  })

  it.each(['/', '/authors', '/apis', '/src/main.tsx'])('leaves %s to the web app', async (path) => {
    const front = await openFront((await open()).port)
    expect(await (await fetch(front.origin + path)).text()).toBe('web app')
  })

  it('answers 503, safe to send again, while the BFF is not there', async () => {
    const bff = await open()
    const front = await openFront(bff.port)
    await bff.close()
    const answer = await fetch(`${front.origin}/auth/session`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('claimcheck-refusal')).toBe('internal')
    expect(await answer.json()).toMatchObject({ status: 503, retryAfter: 1 })
  })

  it('waits for the BFF with a request that carries nothing', async () => {
    const bff = await open()
    const front = await openFront(bff.port, 60_000)
    await bff.close()
    const answer = fetch(`${front.origin}/auth/session`)
    const again = await openLoopbackServer({ host: '127.0.0.1', port: bff.port })
    opened.push(again)
    again.answer((_inbound, response) => response.end('back'))
    expect(await (await answer).text()).toBe('back')
  })

  it('does not wait with a body, which can be read only once', async () => {
    const bff = await open()
    const front = await openFront(bff.port, 60_000)
    await bff.close()
    const answer = await fetch(`${front.origin}/api/notes`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(503)
  })

  it('ends a stream when the BFF goes away, so that the browser comes back', async () => {
    const bff = await open()
    bff.answer((_inbound, answer) => void answer.write('data: 1\n\n'))
    const front = await openFront(bff.port)
    const answer = await fetch(`${front.origin}/api/notes/ticker`)
    const ended = answer.text().catch(() => 'cut off')
    await bff.close()
    expect(await ended).toBe('cut off')
  })

  it.each([
    ['before the answer', false],
    ['in the middle of it', true],
  ])('lets the BFF know when the browser goes away %s', async (_name, answering) => {
    const bff = await open()
    const front = await openFront(bff.port)
    const browser = request(`${front.origin}/api/notes/ticker`)
    browser.once('error', () => undefined)
    const gone = new Promise<void>((resolve) => {
      bff.answer((_inbound, answer) => {
        answer.once('close', resolve)
        if (answering) answer.flushHeaders()
        else browser.destroy()
      })
    })
    browser.once('response', () => browser.destroy()).end()
    await expect(gone).resolves.toBeUndefined()
  })
})
