/**
 * Who may not open a WebSocket, and what a failed handshake looks like. CORS does not hold WebSockets back, so
 * without these any site could talk to the API in the name of whoever visits it (RFC 6455 §10.2).
 */
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import net from 'node:net'
import type { ResourcePolicy } from '../../src/api/policy.ts'
import { describe, expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { createBrowser } from '../browser.ts'
import { cookieHeaderOf, openScene, type Scene, signedIn } from '../threats/scene.ts'
import { accept, handshake, openWebSocketApi } from './web-socket-api.ts'

const live = { ...resourceTable.notes, webSocket: true }

async function openStage(policy: ResourcePolicy = live) {
  const api = await openWebSocketApi()
  const env = { RESOURCE_NOTES_URL: api.url }
  const scene = await openScene({}, { table: { notes: policy }, env })
  const browser = await signedIn(scene)
  return { api, scene, browser, cookie: cookieHeaderOf(browser) }
}

describe('a WebSocket handshake', () => {
  it.each([
    ['no Origin', () => undefined],
    ['a foreign Origin', () => 'https://evil.example'],
    ['Origin null', () => 'null'],
    ['the Origin of a sibling', (origin: string) => origin.replace('localhost', 'x.localhost')],
    ['our Origin in other letters', (origin: string) => origin.toUpperCase()],
    ['our Origin by another scheme', (origin: string) => origin.replace('http:', 'https:')],
  ])('is refused with %s, and the API hears nothing [XB-13]', async (_name, originOf) => {
    const { api, scene, cookie } = await openStage()
    const origin = originOf(scene.origin)
    // X-CSRF is no way around it: a page cannot set it here, whoever can is no page.
    const { status, refusal } = await shake(scene, { cookie, origin, 'x-csrf': '1' })
    expect({ status, refusal }).toEqual({ status: 403, refusal: 'cross-site-request' })
    expect(api).toMatchObject({ handshakes: [], calls: [] })
  })

  it.each(['user', 'userOrNone', 'none'] as const)(
    'is refused without a session, also where the token is "%s" [XB-13]',
    async (token) => {
      const { api, scene } = await openStage({ ...live, token })
      const { origin } = scene
      expect(await shake(scene, { origin })).toMatchObject({ status: 401 })
      const cookie = `claimcheck-dev=${'x'.repeat(43)}`
      const { status, refusal } = await shake(scene, { origin, cookie })
      expect({ status, refusal }).toEqual({ status: 401, refusal: 'session-ended' })
      expect(api).toMatchObject({ handshakes: [], calls: [] })
    },
  )

  it('is an ordinary call where the route was not made for it [PX-28]', async () => {
    const { api, scene, cookie } = await openStage(resourceTable.notes)
    expect(await shake(scene, { cookie, origin: scene.origin })).toMatchObject({ status: 200 })
    expect(api.handshakes).toEqual([])
    expect(api.calls[0]?.headers).not.toHaveProperty('upgrade')
    expect(api.calls[0]?.headers).not.toHaveProperty('sec-websocket-key')
  })

  it.each(['h2c', 'h2', 'TLS/1.0', 'websocket, h2c', 'foo'])(
    'is none when it asks for %s [PX-28]',
    async (upgrade) => {
      const { api, scene, cookie } = await openStage()
      const { status } = await shake(scene, { cookie, 'x-csrf': '1', upgrade })
      expect(status).toBe(200)
      expect(api.handshakes).toEqual([])
      expect(api.calls[0]?.headers).not.toHaveProperty('upgrade')
    },
  )

  it('shows what the API says when it declines', async () => {
    const { api, scene, cookie } = await openStage()
    api.reply = () => 'HTTP/1.1 429 Too Many\r\nretry-after: 7\r\ncontent-length: 4\r\n\r\nlate'
    const { status, body, headers } = await shake(scene, { cookie, origin: scene.origin })
    expect({ status, body }).toEqual({ status: 429, body: 'late' })
    expect(headers['retry-after']).toBe('7')
  })

  it('is tried once more with another token when the API does not take the first [TS-08]', async () => {
    const { api, scene, cookie } = await openStage()
    api.reply = (request) => {
      if (api.handshakes.length > 1) return accept(request)
      const challenge = 'www-authenticate: Bearer error="invalid_token"'
      return `HTTP/1.1 401 No\r\n${challenge}\r\ncontent-length: 0\r\n\r\n`
    }
    expect(await shake(scene, { cookie, origin: scene.origin })).toMatchObject({ status: 101 })
    const [first, second] = api.handshakes.map(({ headers }) => headers.authorization)
    expect(second).toMatch(/^Bearer ./)
    expect(second).not.toBe(first)
  })

  it.each([
    ['another key', () => accept({ headers: {} } as IncomingMessage)],
    [
      'another protocol',
      (request: IncomingMessage) => accept(request).replace(': websocket', ': h2c'),
    ],
    ['no head', () => 'nonsense\r\n\r\n'],
  ])('is answered 502 when the API agrees to %s [PX-19]', async (_name, reply) => {
    const { api, scene, cookie } = await openStage()
    api.reply = reply
    const { status, body } = await shake(scene, { cookie, origin: scene.origin })
    expect(status).toBe(502)
    expect(JSON.parse(body)).toMatchObject({ code: 'resource-unreachable' })
    await expect.poll(() => api.sockets.size).toBe(0)
  })

  it('that the browser gives up is given up at the API, too [PX-26]', async () => {
    const { api, scene, cookie } = await openStage()
    api.reply = () => ''
    const shaking = shakeHalf(scene, { cookie, origin: scene.origin })
    await api.opened()
    shaking.destroy()
    await expect.poll(() => api.sockets.size).toBe(0)
    const statuses = () => scene.bff.logged('request.finished').map(({ status }) => status)
    await expect.poll(() => statuses().at(-1)).toBe(499)
  })

  it('behind a call that is still being answered is hung up on', async () => {
    const { api, scene, cookie } = await openStage()
    const socket = net.connect(scene.bff.port, 'localhost')
    socket.on('error', () => {})
    const slow = `GET /api/notes/slow HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nX-CSRF: 1\r\n\r\n`
    socket.write(slow + headOf(scene, { cookie, origin: scene.origin }))
    socket.resume()
    await once(socket, 'close')
    expect(api.handshakes).toEqual([])
  })

  it('is no page visit: a refusal is JSON and the connection closes', async () => {
    const { scene } = await openStage()
    const { headers, body } = await shake(scene, { origin: scene.origin })
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      connection: 'close',
    })
    expect(JSON.parse(body)).toMatchObject({ code: 'session-required' })
  })

  it('at a door that has no use for it is a plain request', async () => {
    const { scene } = await openStage()
    const path = '/auth/session'
    const { status, body } = await shake(scene, { origin: scene.origin }, path)
    expect({ status, body: JSON.parse(body) }).toMatchObject({
      status: 200,
      body: { status: 'signed-out' },
    })
    expect(createBrowser().jar.all('localhost')).toEqual([])
  })
})

type Fields = Record<string, string | undefined>

/** @returns the answer to it, or the 101 */
async function shake({ bff }: Scene, fields: Fields, path = '/api/notes/live') {
  const headers = Object.fromEntries(
    Object.entries({ ...handshake, ...fields }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
  const request = http.request({ host: 'localhost', port: bff.port, path, headers, agent: false })
  request.end()
  const [answer] = (await Promise.race([once(request, 'response'), once(request, 'upgrade')])) as [
    IncomingMessage,
  ]
  const { statusCode: status } = answer
  const body = status === 101 ? '' : (await answer.setEncoding('utf8').toArray()).join('')
  if (status === 101) answer.socket.destroy()
  return { status, headers: answer.headers, body, refusal: answer.headers['claimcheck-refusal'] }
}

/** As far as the request; whoever sends it never reads the answer. */
function shakeHalf(scene: Scene, fields: Fields): net.Socket {
  const socket = net.connect(scene.bff.port, 'localhost')
  socket.write(headOf(scene, fields))
  return socket
}

function headOf({ bff }: Scene, fields: Fields): string {
  const lines = Object.entries({ host: `localhost:${bff.port}`, ...handshake, ...fields })
  return `GET /api/notes/live HTTP/1.1\r\n${lines.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`
}
