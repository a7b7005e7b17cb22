/**
 * Somebody dies in the middle: the browser or the API, at every point of an exchange. Nothing may be left
 * behind of it – no connection at either end, no entry under the session's name – and the next call is as
 * good as ever. In this process no socket is left either: that they close is watched where they are.
 */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import net, { type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

const half = Buffer.alloc(300_000, 'x')

/** How far an exchange has come; each is sure of it when it returns. */
const points = {
  async 'before the head of the answer'(stage: Stage) {
    const asked = nextCall(stage)
    const browser = connect(stage, 'GET /api/notes/1')
    return { browser, upstream: (await asked).socket }
  },
  async 'in the middle of an answer'(stage: Stage) {
    stage.api.answer = (_req, res) =>
      void res.writeHead(200, { 'content-length': '9999999' }).write(half)
    const asked = nextCall(stage)
    const browser = connect(stage, 'GET /api/notes/1')
    await once(browser, 'data')
    return { browser, upstream: (await asked).socket }
  },
  async 'in the middle of a stream'(stage: Stage) {
    stage.api.answer = (_req, res) =>
      res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    const asked = nextCall(stage)
    const browser = connect(stage, 'GET /api/notes/1')
    await once(browser, 'data')
    return { browser, upstream: (await asked).socket }
  },
  async 'in the middle of an upload'(stage: Stage) {
    const asked = nextCall(stage)
    const browser = connect(stage, 'POST /api/notes/1', 'Content-Length: 9999999\r\n')
    browser.write(half)
    const upstream = await asked
    await once(upstream, 'data')
    return { browser, upstream: upstream.socket }
  },
  async 'in the middle of an upload in chunks'(stage: Stage) {
    const asked = nextCall(stage)
    const browser = connect(stage, 'POST /api/notes/1', 'Transfer-Encoding: chunked\r\n')
    browser.write('5\r\nhello\r\n')
    const upstream = await asked
    await once(upstream, 'data')
    return { browser, upstream: upstream.socket }
  },
  async 'in the middle of a handshake'(stage: Stage) {
    const asked = nextUpgrade(stage)
    const browser = connect(stage, 'GET /api/notes/1', handshake)
    return { browser, upstream: await asked }
  },
  async 'in the middle of a WebSocket'(stage: Stage) {
    const asked = nextUpgrade(stage)
    const browser = connect(stage, 'GET /api/notes/1', handshake)
    const upstream = await asked
    upstream.write(
      'HTTP/1.1 101 OK\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
        'sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    )
    await once(browser, 'data')
    return { browser, upstream }
  },
}

const ends = {
  'hangs up': (socket: Socket) => socket.destroy(),
  'is reset': (socket: Socket) => socket.resetAndDestroy(),
}

const deaths = Object.keys(points).flatMap((point) =>
  (['browser', 'upstream'] as const).flatMap((who) =>
    (Object.keys(ends) as (keyof typeof ends)[]).map((how) => ({ point, who, how })),
  ),
)

describe('an exchange', () => {
  it.each(deaths)(
    'leaves nothing behind when the $who $how $point [PX-19, PX-26]',
    async ({ point, who, how }) => {
      const stage = await openStage({ webSocket: true, callsPerSession: 1 }, () => {})
      const { browser, upstream } = await points[point as keyof typeof points](stage)
      const [killed, left] = who === 'browser' ? [browser, upstream] : [upstream, browser]
      const gone = new Promise((resolve) => left.once('close', resolve))
      ends[how](killed)
      await gone
      await expect.poll(() => stage.api.sockets.size).toBe(0)
      await expect.poll(() => stage.scene.bff.connections()).toBe(0)

      // Were its place still taken, the one place that there is would be refused to this call.
      stage.api.answer = (_req, res) => res.end('well')
      expect((await stage.ask('/1')).body.toString()).toBe('well')
    },
  )
})

function connect({ scene, cookie }: Stage, request: string, fields = ''): Socket {
  const socket = net.connect({ port: scene.bff.port, host: 'localhost', allowHalfOpen: false })
  socket.on('error', () => {})
  socket.on('end', () => socket.destroy())
  socket.write(
    `${request} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nX-CSRF: 1\r\n` +
      `Connection: ${fields.includes('Upgrade') ? 'Upgrade' : 'close'}\r\n` +
      `Origin: ${scene.origin}\r\n${fields}\r\n`,
  )
  socket.resume()
  return socket
}

const handshake =
  'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

async function nextCall({ api }: Stage): Promise<IncomingMessage> {
  const [req] = (await once(api.server, 'request')) as [IncomingMessage]
  return req
}

async function nextUpgrade({ api }: Stage): Promise<Socket> {
  const [, socket] = (await once(api.server, 'upgrade')) as [IncomingMessage, Socket]
  socket.on('error', () => {})
  socket.on('end', () => socket.destroy())
  socket.resume()
  return socket
}
