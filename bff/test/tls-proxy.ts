/** Ends TLS in front of a BFF and passes everything on, as nginx or a load balancer would. */
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'

export interface TlsProxy {
  port: number
  /** What came in so far. */
  seen: { method: string; url: string; headers: http.IncomingHttpHeaders }[]
  close(): void
}

/** @param target the BFF's port; asked anew each time, since it may be known only later */
export async function openTlsProxy(
  tls: { key: string; cert: string },
  target: () => number,
): Promise<TlsProxy> {
  const seen: TlsProxy['seen'] = []
  const proxy = https.createServer(tls, (inbound, answer) => {
    const { method = '', url = '', headers } = inbound
    seen.push({ method, url, headers })
    const where = { host: '127.0.0.1', port: target(), method, path: url, headers }
    const outbound = http.request(where, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.rawHeaders)
      from.pipe(answer)
    })
    outbound.on('error', () => answer.destroy())
    inbound.pipe(outbound)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    port,
    seen,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
