/** WebSocket, from the browser's `new WebSocket` to an API and back; what it may not is in web-socket-refused.test.ts. */
import { once } from 'node:events'
import http from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { type Browser } from '../browser.ts'
import { cookieHeaderOf, openScene, type Scene, signedIn } from '../threats/scene.ts'
import { accept, frame, handshake, openWebSocketApi } from './web-socket-api.ts'

const table = { notes: { ...resourceTable.notes, webSocket: true } }

async function openStage() {
  const api = await openWebSocketApi()
  const scene = await openScene({}, { table, env: { RESOURCE_NOTES_URL: api.url } })
  return { api, scene, browser: await signedIn(scene) }
}

describe('a WebSocket', () => {
  it('goes both ways, with the token attached on our side [PX-28, XB-13]', async () => {
    const { api, scene, browser } = await openStage()
    const socket = connect(scene, browser, '/live?room=1')
    await once(socket, 'open')
    for (const text of ['hello', '', 'a'.repeat(100)]) {
      socket.send(text)
      expect(await heard(socket)).toBe(text)
    }
    const [{ url, headers } = { url: '', headers: {} }] = api.handshakes
    expect(url).toBe('/v1/live?room=1')
    expect(scene.liar.issued).toContain(headers.authorization?.replace('Bearer ', ''))
    expect(headers).not.toHaveProperty('cookie')
    expect(headers.host).toBe(new URL(api.url).host)
  })

  it('agrees on a subprotocol and on extensions with the API', async () => {
    const { api, scene, browser } = await openStage()
    api.reply = (request) => accept(request, 'Sec-WebSocket-Extensions: permessage-deflate')
    const socket = connect(scene, browser, '/live', ['notes.v2', 'notes.v1'])
    await once(socket, 'open')
    expect(socket.protocol).toBe('notes.v2')
    expect(socket.extensions).toBe('permessage-deflate')
    expect(api.handshakes[0]?.headers['sec-websocket-protocol']).toBe('notes.v2, notes.v1')
  })

  it('hears what the API says together with its 101', async () => {
    const { api, scene, browser } = await openStage()
    api.reply = (request) => accept(request) + frame('first').toString('latin1')
    const socket = connect(scene, browser)
    expect(await heard(socket)).toBe('first')
  })

  it.each([
    ['the person signs out', (scene: Scene, browser: Browser) => signOut(scene, browser)],
    ['time is over', (scene: Scene) => timePasses(scene)],
  ])('is closed with a code when %s, and the API hears of it [PX-28]', async (_why, end) => {
    const { api, scene, browser } = await openStage()
    const socket = connect(scene, browser)
    const upstream = await api.opened()
    await once(socket, 'open')
    const closed = once(socket, 'close')
    const gone = once(upstream, 'close')
    await end(scene, browser)
    const [event] = await closed
    expect(event).toMatchObject({ code: 4401, reason: 'session-ended' })
    await gone
  })

  it('is cut where a word would stand in the middle of a frame', async () => {
    const { api, scene, browser } = await openStage()
    const { origin, bff } = scene
    const headers = { ...handshake, origin, cookie: cookieHeaderOf(browser) }
    const target = { host: 'localhost', port: bff.port, path: '/api/notes/live' }
    const request = http.request({ ...target, headers, agent: false }).end()
    const opened = api.opened()
    const [, socket, head] = (await once(request, 'upgrade')) as [unknown, Socket, Buffer]
    const octets = [head]
    socket.on('data', (chunk: Buffer) => octets.push(chunk))
    const half = frame('half', 100)
    ;(await opened).write(half)
    await expect.poll(() => Buffer.concat(octets)).toEqual(half)
    const cut = new Promise((resolve) => socket.once('error', resolve))
    await signOut(scene, browser)
    expect(await cut).toMatchObject({ code: 'ECONNRESET' })
    expect(Buffer.concat(octets)).toEqual(half)
  })

  it('is sent to another instance when this one stops', async () => {
    const { scene, browser } = await openStage()
    const socket = connect(scene, browser)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    scene.bff.drain()
    expect((await closed)[0]).toMatchObject({ code: 1012 })
  })

  it('ends at one end when the other end goes', async () => {
    const { api, scene, browser } = await openStage()
    const socket = connect(scene, browser)
    const upstream = await api.opened()
    await once(socket, 'open')
    const gone = once(upstream, 'close')
    socket.close()
    upstream.end()
    await gone

    const next = connect(scene, browser)
    const nextUpstream = await api.opened()
    await once(next, 'open')
    const closed = once(next, 'close')
    nextUpstream.destroy()
    expect((await closed)[0]).toMatchObject({ code: 1006 })
  })

  it('stands in the log once, when it is over', async () => {
    const { scene, browser } = await openStage()
    const socket = connect(scene, browser)
    await once(socket, 'open')
    expect(statusesOf(scene)).toEqual([])
    const closed = once(socket, 'close')
    await signOut(scene, browser)
    await closed
    await expect.poll(() => statusesOf(scene)).toEqual([101])
  })
})

function connect({ origin }: Scene, browser: Browser, path = '/live', protocols: string[] = []) {
  const url = `${origin.replace('http', 'ws')}/api/notes${path}`
  const headers = { origin, cookie: cookieHeaderOf(browser) }
  return new WebSocket(url, { protocols, headers })
}

async function heard(socket: WebSocket): Promise<unknown> {
  const [event] = (await once(socket, 'message')) as [MessageEvent]
  return event.data
}

async function signOut({ origin }: Scene, browser: Browser): Promise<void> {
  await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
}

async function timePasses({ bff }: Scene): Promise<void> {
  bff.clock.advance(31 * 60_000)
  await bff.tick()
}

function statusesOf({ bff }: Scene): unknown[] {
  const calls = bff.logged('request.finished').filter(({ route }) => route === '/api/notes')
  return calls.map(({ status }) => status)
}
