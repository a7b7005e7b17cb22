/**
 * A request passed on by Node and undici alone: knows nobody, refuses nothing, adds a token that stands here.
 * It is the floor under every figure (bare-proxy.ts), and what layers are put on top of (layered-app.ts).
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Pool } from 'undici'

const passed = ['content-type', 'content-length', 'cache-control', 'date']

/** @param origin the API's; what stands under `/api` here is at its root */
export function createPass(origin: string) {
  const pool = new Pool(origin, { pipelining: 1, allowH2: false })
  const token = `Bearer ${'x'.repeat(1440)}`

  return (request: IncomingMessage, response: ServerResponse): void => {
    const { method = 'GET', url = '' } = request
    const headers = ['accept', request.headers.accept ?? '*/*', 'authorization', token]
    const body = method === 'GET' ? null : request
    pool.dispatch(
      { path: url.slice('/api'.length), method, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_upstream, status, fields) {
          const answer: string[] = []
          for (const name of passed) if (fields[name]) answer.push(name, String(fields[name]))
          response.writeHead(status, answer)
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
}
