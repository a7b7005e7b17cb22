/**
 * A server on a free loopback port that reads each request whole and answers it: over TLS when it was
 * given a certificate, and then, when told so, asking the client for one too. It takes whatever
 * certificate the client shows (RFC 8705 §2.2 needs self-signed ones); who judges them is client-auth.ts.
 */
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Answer, page, readRequest, type Seen, send } from './wire.ts'

export interface TlsOptions extends Pick<
  https.ServerOptions,
  'minVersion' | 'maxVersion' | 'ciphers' | 'ca'
> {
  key: string
  cert: string
  /** Asks clients for their certificate. */
  requestCert?: boolean
}

export interface Listening {
  origin: string
  close(): Promise<void>
}

export async function listen(
  tls: TlsOptions | undefined,
  answer: (request: Seen) => Promise<Answer>,
): Promise<Listening> {
  const server =
    tls === undefined
      ? http.createServer()
      : https.createServer({ ...tls, rejectUnauthorized: false })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`

  server.on('request', (req, res) => void serve(req, res))

  async function serve(req: http.IncomingMessage, res: http.ServerResponse) {
    const request = await readRequest(req, origin)
    // Trouble of its own, such as client keys that cannot be had, must not look like silence.
    const broken = (error: Error) => page(`the liar broke: ${error.message}`, 500)
    await send(res, await answer(request).catch(broken))
  }

  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // A stalled answer would keep it open for ever.
        server.closeAllConnections()
      }),
  }
}
