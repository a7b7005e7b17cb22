/** A WebSocket that says each short text back (RFC 6455 §5.2: masked from a client, plain from a server). */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export function echo(request: IncomingMessage, socket: Duplex): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const proof = createHash('sha1').update(key).digest('base64')
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.write(`${[...head, `Sec-WebSocket-Accept: ${proof}`].join('\r\n')}\r\n\r\n`)
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  socket.on('data', (frames: Buffer) => {
    for (let at = 0; at + 6 <= frames.length;) {
      const length = frames[at + 1]! & 0x7f
      const mask = frames.subarray(at + 2, at + 6)
      const text = frames.subarray(at + 6, at + 6 + length).map((octet, n) => octet ^ mask[n % 4]!)
      socket.write(Buffer.concat([Buffer.from([frames[at]!, length]), text]))
      if ((frames[at]! & 0x0f) === 8) socket.end() // a close, said back like anything else
      at += 6 + length
    }
  })
}
