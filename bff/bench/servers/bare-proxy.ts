/**
 * The floor: what Node and undici cost alone. `node bare-proxy.ts <port> <upstream origin>` passes everything
 * on, knows nobody, refuses nothing and adds the token that stands here: no product, only a lower limit.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'undici'

const [, , port, origin = ''] = process.argv
const pool = new Pool(origin, { pipelining: 1, allowH2: false })
const token = `Bearer ${'x'.repeat(1440)}`

function pass(request: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/' } = request
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const headers = ['accept', request.headers.accept ?? '*/*', 'authorization', token]
  const path = url.replace('/api', '')
  pool.dispatch(
    { path, method, headers, body: hasBody ? request : null },
    {
      onRequestStart() {},
      onResponseStart(_upstream, status, fields) {
        const names = ['content-type', 'content-length', 'cache-control', 'date']
        const pairs = names.flatMap((name) => (fields[name] ? [name, String(fields[name])] : []))
        response.writeHead(status, pairs)
      },
      onResponseData(upstream, chunk) {
        if (response.write(chunk)) return
        upstream.pause()
        response.once('drain', () => upstream.resume())
      },
      onResponseEnd() {
        response.end()
      },
      onResponseError() {
        response.destroy()
      },
    },
  )
}

createServer(pass).listen(Number(port), '127.0.0.1', 4096)
