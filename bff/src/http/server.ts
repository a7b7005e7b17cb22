/**
 * The HTTP server itself: Node's, with its strict parser, limits on time and size, and a refusal of what that
 * parser lets through although two servers may read it in two ways. After it, a request has one host, one
 * framing and a version that we speak.
 *
 * It answers its own refusals like the parser's, bare and with a close, before any room: whoever sends such a
 * message is no browser, and the rest of its connection cannot be trusted. What a sound message may ask for
 * is left to the rooms.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { isHandshake, responseOn } from './handshake.ts'
import { Response } from './response.ts'

export interface ServerLimits {
  /** How long a head may take. */
  headersTimeoutMs: number
  /**
   * How long a connection may be silent, both ways. More than any route's timeouts: it ends the upload that
   * stopped half way, and never an answer that an API is still working on.
   */
  silenceMs: number
  /** How often slow heads are looked for. */
  checkEveryMs: number
}

const defaults: ServerLimits = {
  headersTimeoutMs: 60_000,
  silenceMs: 300_000,
  checkEveryMs: 30_000,
}

export function createHttpServer(
  answer: RequestListener,
  limits: Partial<ServerLimits> = {},
): Server {
  const { headersTimeoutMs, silenceMs, checkEveryMs } = { ...defaults, ...limits }
  const answerSound: RequestListener = (request, response) => {
    if (isSound(request)) return answer(request, response)
    response.writeHead(400, { connection: 'close' }).end()
  }
  const server = createServer(
    {
      ServerResponse: Response,
      // A request without a body is no stream that has to be begun and ended: a twentieth of a bare server.
      optimizeEmptyRequests: true,
      // Said here, so that a flag on the command line or in NODE_OPTIONS changes nothing.
      insecureHTTPParser: false,
      requireHostHeader: true,
      maxHeaderSize: 16 * 1024,
      headersTimeout: headersTimeoutMs,
      // Uploads may take long as long as they move: api/resources.ts bounds their size.
      requestTimeout: 0,
      connectionsCheckingInterval: checkEveryMs,
      // Longer than a balancer keeps an unused connection (a minute, mostly): else its next request meets our
      // close, now and then, and somebody gets a 502.
      keepAliveTimeout: 65_000,
      // A peer that vanished without a word is found out, also where a stream may be silent as long as it likes.
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      shouldUpgradeCallback: (request) => isSound(request) && isHandshake(request),
    },
    answerSound,
  )
  // Not answered here, as Node would: whoever reads the body says so (limits.ts).
  server.on('checkContinue', answerSound)
  server.on('upgrade', (request, socket: Socket, head: Buffer) => {
    const response = responseOn(request, socket, head)
    if (response !== undefined) answer(request, response)
  })
  server.timeout = silenceMs
  // By default Node forgets the fields after the two-thousandth: we would judge another request than it read.
  server.maxHeadersCount = 0
  return server
}

function isSound(request: IncomingMessage): boolean {
  const { httpVersion, headers } = request
  // RFC 9110 §2.5: a higher major version has other rules than those it was read by.
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return false
  return hasOneHost(request) && isChunkedAtMost(httpVersion, headers['transfer-encoding'])
}

/** RFC 9110 §7.2: a name or an address, perhaps a port. Sub-delims, which no host has, are left out. */
const host = /^(?:\[[\da-f:.]+\]|(?:[\w.~-]|%[\da-f]{2})+)(?::\d{0,5})?$/i

/** RFC 9112 §3.2: exactly one, and a valid one. Node keeps the first of several; HTTP/1.0 knows none. */
function hasOneHost({ rawHeaders, headers }: IncomingMessage): boolean {
  if (headers.host === undefined) return true // by requireHostHeader it is HTTP/1.0
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count === 1 && host.test(headers.host)
}

/** RFC 9112 §6.1: other codings we cannot undo, and in HTTP/1.0 the framing is to be taken as faulty. */
function isChunkedAtMost(httpVersion: string, codings: string | undefined): boolean {
  return codings === undefined || (httpVersion === '1.1' && codings.toLowerCase() === 'chunked')
}
