/**
 * An API that believes nothing: a bare socket, and a reader of its own that takes HTTP word for word. Each
 * request that arrives becomes one line, "POST /v1/1 hello", so that a table can say what was heard. What a
 * lenient reader could take for two requests, or for another one, becomes a line that begins with "UNCLEAR".
 */
import net from 'node:net'
import { once } from 'node:events'

export interface RecordingApi {
  url: string
  /** One line a request, in order of arrival. */
  heard: string[]
  /** Their heads, to the letter. */
  heads: string[]
  close(): Promise<void>
}

export async function openRecordingApi(): Promise<RecordingApi> {
  const heard: string[] = []
  const heads: string[] = []
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    let rest = ''
    sockets.add(socket)
    socket.on('error', () => {}) // a reset in mid-upload is what half of the table wants to see
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (let read = readOne(rest); read !== undefined; read = readOne(rest)) {
        heard.push(read.line)
        heads.push(rest.slice(0, rest.indexOf('\r\n\r\n')))
        rest = rest.slice(read.length)
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    heard,
    heads,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** @returns the first request in there when it is whole, and how many octets it takes */
function readOne(text: string): { line: string; length: number } | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return
  const head = text.slice(0, end)
  const body = text.slice(end + 4)
  const [requestLine = '', ...fields] = head.split('\r\n')
  const [, method, path] = /^([A-Z]+) (\/[!-~]*) HTTP\/1\.1$/.exec(requestLine) ?? []
  const clear = method !== undefined && fields.every((field) => /^[\w-]+: [^\r\n\0]+$/.test(field))
  const framed = frame(head, body)
  if (!clear || framed === 'unclear') return { line: `UNCLEAR ${text}`, length: text.length }
  if (framed === undefined) return
  return { line: `${method} ${path} ${framed.content}`.trim(), length: end + 4 + framed.length }
}

/** RFC 9112 §6.3, the strict half of it: no coding but chunked, no length beside it, nothing twice. */
function frame(head: string, body: string) {
  const lengths = [...head.matchAll(/^content-length: (.*)$/gim)].map(([, value]) => value ?? '')
  const codings = [...head.matchAll(/^transfer-encoding: (.*)$/gim)].map(([, value]) => value)
  if (lengths.length + codings.length > 1) return 'unclear'
  if (codings.length === 1) return codings[0] === 'chunked' ? unchunk(body) : 'unclear'
  if (lengths.length === 1 && !/^\d+$/.test(lengths[0]!)) return 'unclear'
  const length = Number(lengths[0] ?? 0)
  return body.length < length ? undefined : { content: body.slice(0, length), length }
}

/** No extensions and no trailers: the BFF has no reason to send any. */
function unchunk(body: string) {
  let content = ''
  let at = 0
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at)
    if (lineEnd === -1) return
    const line = body.slice(at, lineEnd)
    if (!/^[\da-f]+$/i.test(line)) return 'unclear'
    const size = Number.parseInt(line, 16)
    const next = lineEnd + 2 + size
    if (body.length < next + 2) return
    if (body.slice(next, next + 2) !== '\r\n') return 'unclear'
    content += body.slice(lineEnd + 2, next)
    at = next + 2
    if (size === 0) return { content, length: at }
  }
}
