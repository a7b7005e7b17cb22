/** An API of every temper: it answers, streams, listens, falls silent in mid-answer and hangs up on people. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { echo } from '../servers/echo.ts'

export interface SoakApi {
  url: string
  /** Connections that are open now. */
  connections(): Promise<number>
  close(): void
}

const large = Buffer.alloc(4 * 1024 * 1024, 'large ')

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const answers: Record<string, Answer> = {
  '/small': (_request, response) => response.end('[]'),
  '/large': (_request, response) => response.end(large),
  '/upload': (request, response) => {
    let octets = 0
    request.on('data', (chunk: Buffer) => (octets += chunk.length))
    request.on('end', () => response.end(String(octets)))
  },
  '/events': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const saying = setInterval(() => response.write('data: tick\n\n'), 20)
    response.once('close', () => clearInterval(saying))
  },
  '/dies': (request) => request.socket.destroy(),
  '/dies-halfway': (request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half')
    setTimeout(() => request.socket.resetAndDestroy(), 5)
  },
}

export async function openSoakApi(): Promise<SoakApi> {
  const server = createServer((request, response) => {
    const path = request.url?.replace('/notes', '') ?? ''
    const answer = answers[path] ?? answers['/small']!
    answer(request, response)
  })
  server.on('upgrade', echo)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/notes`,
    connections: () =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
