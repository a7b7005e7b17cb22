/**
 * An API that speaks WebSocket, by hand and no more than the tests ask of one: it answers the handshake as it
 * is told, says back every text it hears, and keeps the handshakes and the ends it saw.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { onTestFinished } from 'vitest'

export interface WebSocketApi {
  url: string
  handshakes: IncomingMessage[]
  /** Requests that were no handshakes. */
  calls: IncomingMessage[]
  sockets: Set<Duplex>
  /** Resolves when the next socket is open, or is closed. */
  opened(): Promise<Socket>
  /** Instead of a 101: what it writes; the socket stays open. */
  reply: ((request: IncomingMessage) => string) | undefined
}

/** The fields of one, as RFC 6455 §1.3 has them. */
export const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

export async function openWebSocketApi(): Promise<WebSocketApi> {
  const server = http.createServer((request, response) => {
    api.calls.push(request)
    response.end('no WebSocket')
  })
  const api: WebSocketApi = {
    url: '',
    handshakes: [],
    calls: [],
    sockets: new Set(),
    reply: undefined,
    opened: async () => (await once(server, 'opened'))[0] as Socket,
  }
  server.on('upgrade', (request, socket: Duplex) => {
    api.handshakes.push(request)
    api.sockets.add(socket)
    socket.on('error', () => {}) // whoever cuts it is what half of the tests want to see
    socket.on('close', () => api.sockets.delete(socket))
    socket.on('end', () => socket.end())
    socket.write((api.reply ?? accept)(request), 'latin1')
    socket.on('data', (chunk: Buffer) => {
      for (const text of textsIn(chunk)) socket.write(frame(text))
    })
    server.emit('opened', socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  onTestFinished(async () => {
    server.closeAllConnections()
    for (const socket of api.sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return api
}

export function accept(request: IncomingMessage, fields = ''): string {
  const { 'sec-websocket-key': key, 'sec-websocket-protocol': protocol } = request.headers
  const proof = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${proof.digest('base64')}`,
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol.split(',')[0]}`] : []),
    ...(fields ? [fields] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** One text frame, or its beginning when it says more octets than it has. */
export function frame(text: string, saysBytes = Buffer.byteLength(text)): Buffer {
  return Buffer.concat([Buffer.from([0x81, saysBytes]), Buffer.from(text)])
}

/** Short, masked text frames, a whole one at a time. */
function* textsIn(chunk: Buffer): Generator<string> {
  for (let at = 0; at < chunk.length;) {
    const length = chunk[at + 1]! & 0x7f
    const mask = chunk.subarray(at + 2, at + 6)
    const data = chunk.subarray(at + 6, at + 6 + length).map((octet, n) => octet ^ mask[n % 4]!)
    if ((chunk[at]! & 0x0f) === 1) yield Buffer.from(data).toString()
    at += 6 + length
  }
}
