/**
 * For the tests beside it: real APIs on loopback, and a browser that sends exactly the octets it is told.
 * Everything closes when the test is over.
 */
import { EventEmitter, once } from 'node:events'
import http, {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Api {
  url: string
  /** Every request that arrived, in order. */
  seen: IncomingMessage[]
  connections: number
  /** Rings `request` when one has arrived. */
  bell: EventEmitter
}

export async function openApi(
  answer: (req: IncomingMessage, res: ServerResponse) => unknown,
): Promise<Api> {
  const server = http.createServer()
  const api: Api = { url: await listen(server), seen: [], connections: 0, bell: new EventEmitter() }
  server.on('connection', () => void api.connections++)
  server.on('request', (req, res) => {
    api.seen.push(req)
    void answer(req, res)
    api.bell.emit('request')
  })
  return api
}

/** An API that speaks whatever it likes: for answers that node:http would never write. */
export async function openRawApi(onConnection: (socket: Socket) => void): Promise<Api> {
  const server = net.createServer((socket) => {
    api.connections++
    socket.on('error', () => {}) // the other end may cut at any time
    onConnection(socket)
  })
  const api: Api = { url: await listen(server), seen: [], connections: 0, bell: new EventEmitter() }
  return api
}

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

interface Door {
  port: number
}

export interface Ask {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

/** Sends the path as it stands: no URL parser tidies it up. */
export function begin({ port }: Door, path: string, { method = 'GET', headers = {} }: Ask = {}) {
  const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false })
  request.on('error', () => {}) // who cares awaits the event
  return request
}

export async function ask(door: Door, path: string, init: Ask = {}): Promise<Answer> {
  const request = begin(door, path, init)
  request.end(init.body)
  return answerTo(request)
}

export async function answerTo(request: http.ClientRequest): Promise<Answer> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const body = await bodyOf(response)
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Everything the server says to these octets until it hangs up: ask it to, by `Connection: close`. */
export async function say(port: number, octets: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(octets, 'latin1')
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk))
  await once(socket, 'close')
  return answer
}

/** The value at which it has stood for many turns of the event loop. */
export async function stillAt(read: () => number): Promise<number> {
  let [last, turns] = [read(), 0]
  while (turns++ < 3000) {
    await new Promise(setImmediate)
    if (read() !== last) [last, turns] = [read(), 0]
  }
  return last
}

export async function listen(server: net.Server | http.Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
