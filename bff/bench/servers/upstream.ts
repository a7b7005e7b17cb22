/**
 * The API behind every system under test, in a process of its own: `node upstream.ts <port>`. It must cost as
 * little as can be, or it would be measured too: what is fixed is answered straight from a buffer, on a bare
 * socket. What is not – uploads, event streams, anything that is no plain GET – is handed to node:http with
 * the connection it came on.
 */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { echo } from './echo.ts'

/** Of exactly so many octets, and not all alike. */
function json(octets: number): string {
  let items = ''
  for (let id = 1; items.length < octets - 200; id++) {
    items += JSON.stringify({ id, name: `item ${(id * 7919) % 1000}`, price: (id * 31) % 97 }) + ','
  }
  const open = `{"items":[${items}0],"pad":"`
  return `${open}${'x'.repeat(octets - open.length - 2)}"}`
}

/** By the last part of the path. */
const bodies: Readonly<Record<string, string>> = {
  '1kb': json(1024),
  '100kb': json(100 * 1024),
  '10mb': json(10 * 1024 * 1024),
}

const headers = { 'content-type': 'application/json', 'cache-control': 'private, no-cache' }

function wholeAnswer(body: string): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': body.length })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`HTTP/1.1 200 OK\r\ndate: ${new Date().toUTCString()}\r\n${head}\r\n${body}`)
}

const answers = new Map(Object.entries(bodies).map(([name, body]) => [name, wholeAnswer(body)]))

const http = createHttp(answerInFull)
http.timeout = 0
http.keepAliveTimeout = 0
http.on('upgrade', echo)

function answerInFull(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? ''
  const body = bodies[path.slice(path.lastIndexOf('/') + 1)]
  if (request.method === 'GET' && body !== undefined) {
    answer(response, body)
  } else if (path.endsWith('/echo')) {
    const { authorization = '', cookie = '' } = request.headers
    answer(response, JSON.stringify({ authorization, cookie }))
  } else if (path.endsWith('/events')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: hello\n\n')
    const ticking = setInterval(() => response.write('data: tick\n\n'), 15_000)
    response.once('close', () => clearInterval(ticking))
  } else {
    let octets = 0
    request.on('data', (chunk: Buffer) => (octets += chunk.length))
    request.on('end', () => answer(response, `{"received":${octets}}`))
  }
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { ...headers, 'content-length': body.length }).end(body)
}

function connected(socket: Socket): void {
  let rest = ''
  const hear = (chunk: Buffer) => {
    rest += chunk.toString('latin1')
    for (let end = rest.indexOf('\r\n\r\n'); end !== -1; end = rest.indexOf('\r\n\r\n')) {
      const answer = answers.get(/^GET [^ ]*\/([\w]+) /.exec(rest)?.[1] ?? '')
      if (answer === undefined) return handOver()
      rest = rest.slice(end + 4)
      socket.write(answer)
    }
  }
  const handOver = () => {
    socket.off('data', hear)
    socket.unshift(Buffer.from(rest, 'latin1'))
    http.emit('connection', socket)
  }
  socket.setNoDelay(true)
  socket.on('data', hear)
  socket.on('error', () => socket.destroy())
}

createServer(connected).listen(Number(process.argv[2]), '127.0.0.1', 4096)
