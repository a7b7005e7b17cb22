/**
 * A handshake that is none: a proxy that believes it has become a tunnel while the API behind it still speaks
 * HTTP hands the next octets on unread – to paths it would refuse, without a token of ours, as anybody. Known of
 * proxies that look at the request and not at the answer (a wrong version, a refused handshake, a 101 from a
 * server that means something else). Here the octets behind are a request to a path outside.
 */
import { expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { openRecordingApi } from './raw-sockets/recording-api.ts'
import { say } from './raw-sockets/rig.ts'
import { cookieHeaderOf, openScene, signedIn } from './scene.ts'
import { accept, handshake, openWebSocketApi } from '../traffic/web-socket-api.ts'

const table = { notes: { ...resourceTable.notes, webSocket: true } }
const hidden = 'GET /internal HTTP/1.1\r\nHost: api\r\n\r\n'

const broken: Record<string, Partial<Record<string, string>>> = {
  'as it should be, and refused': {},
  'of a wrong version': { 'sec-websocket-version': '777' },
  'of two versions': { 'sec-websocket-version': '13, 7' },
  'with a short key': { 'sec-websocket-key': 'abc' },
  'for two protocols': { upgrade: 'websocket, h2c' },
  'that nobody names in Connection': { connection: 'keep-alive' },
  'with a body': { 'content-length': String(hidden.length) },
  'with chunks': { 'transfer-encoding': 'chunked' },
}

it.each(Object.entries(broken))(
  'a handshake %s opens no way past us [PX-02, PX-15, PX-28]',
  async (_name, fields) => {
    const api = await openRecordingApi() // it answers every request with 200, a handshake too
    const scene = await openScene({}, { table, env: { RESOURCE_NOTES_URL: api.url } })
    const lines = Object.entries({
      host: `localhost:${scene.bff.port}`,
      cookie: cookieHeaderOf(await signedIn(scene)),
      origin: scene.origin,
      'x-csrf': '1',
      ...handshake,
      ...fields,
    }).map((pair) => pair.join(': '))
    await say(
      scene.bff.port,
      `GET /api/notes/1 HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${hidden}`,
      'hang up',
    )
    expect(api.heard.filter((line) => !line.startsWith('GET /v1/1'))).toEqual([])
    await api.close()
  },
)

it('a 101 from a server that means something else carries nothing to it [PX-28]', async () => {
  const api = await openWebSocketApi()
  const heard: Buffer[] = []
  api.reply = (request) => accept(request).replace(/Accept: .*/, 'Accept: no')
  const opened = api
    .opened()
    .then((socket) => socket.on('data', (chunk: Buffer) => heard.push(chunk)))
  const scene = await openScene({}, { table, env: { RESOURCE_NOTES_URL: api.url } })
  const lines = Object.entries({
    host: 'localhost',
    cookie: cookieHeaderOf(await signedIn(scene)),
    origin: scene.origin,
    ...handshake,
  }).map((pair) => pair.join(': '))
  const answer = await say(
    scene.bff.port,
    `GET /api/notes/1 HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${hidden}`,
    'listen',
  )
  await opened
  expect(answer).toMatch(/^HTTP\/1\.1 502 /)
  await expect.poll(() => api.sockets.size).toBe(0)
  expect(Buffer.concat(heard).toString()).toBe('')
})
