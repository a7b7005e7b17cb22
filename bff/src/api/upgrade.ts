/**
 * A WebSocket through the counter: after the API's 101 two sockets are joined, and nobody here reads what
 * goes over them. The handshake before it was an ordinary call, with the token attached and every room
 * passed (http/handshake.ts); what is added there and what may come back stands below.
 *
 * A socket lives as long as its session. It is closed with a code that the page can read: 4401 when the
 * session ends, 1012 when this instance stops. In the middle of a frame nothing can be said, and the
 * connection is cut. It does not extend the session; who only listens is not active.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { socketUnder } from '../http/handshake.ts'
import { Problem } from '../http/problem.ts'
import type { Ports } from '../ports.ts'
import type { AnswerFields, HeaderPairs } from './answer.ts'
import { closeFrame, createFrameCount } from './frames.ts'

/** What passes with a handshake beyond the lists in headers.ts: both ends agree on it, we only hand it on. */
export const handshakeNames = [
  'sec-websocket-key', // both ends compute with it, which shows that it was a WebSocket server who answered
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions', // compression among them: frames pass as they are
] as const

/** RFC 6455 §11.7: 4000 and above are for applications; the last three digits say what HTTP would. */
const sessionEndedCode = 4401
/** Service restart: come back, to another instance. */
const stoppingCode = 1012

/** How long a peer may take to hang up after we did. */
const graceMs = 2_000

/** @throws Problem when it was no WebSocket server who said 101 (RFC 6455 §4.1, what a client checks) */
export function handshakeAnswer({ headers }: IncomingMessage, fields: AnswerFields): HeaderPairs {
  const { upgrade, 'sec-websocket-accept': accept } = fields
  const isTaken = String(upgrade).toLowerCase() === 'websocket'
  if (!isTaken || accept !== acceptFor(headers['sec-websocket-key'])) {
    throw new Problem('resource-unreachable', { why: 'handshake', refusal: false })
  }
  const answer: HeaderPairs = ['upgrade', 'websocket', 'connection', 'Upgrade']
  for (const name of [
    'sec-websocket-accept',
    'sec-websocket-protocol',
    'sec-websocket-extensions',
  ]) {
    const value = fields[name]
    if (value !== undefined) answer.push(name, value)
  }
  return answer
}

function acceptFor(key = ''): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

export interface Tunnel {
  /** Breaks it off: with what the problem says where it can be said. */
  abort(reason: Error): void
}

export interface Tunnels {
  join(response: ServerResponse, upstream: Duplex): Tunnel
  /** Tells every page to come back to another instance. */
  close(): void
}

export function createTunnels({ wait }: Pick<Ports, 'wait'>): Tunnels {
  const open = new Set<(code: number, reason: string) => void>()

  return {
    join(response, upstream) {
      const browser = socketUnder(response)
      const frames = createFrameCount()
      const gone = new AbortController()
      let isOver = false
      upstream.on('data', frames.pass)
      upstream.on('error', () => browser.resetAndDestroy()) // to the browser it is no orderly end either
      browser.pipe(upstream)
      upstream.pipe(browser)
      // Whoever hangs up first, the other has a moment to do so too: half a WebSocket is of no use.
      browser.once('end', hangUp)
      upstream.once('end', hangUp)
      upstream.once('close', hangUp)
      browser.once('close', () => {
        open.delete(close)
        gone.abort()
      })
      open.add(close)
      return {
        abort: (reason) => {
          if (reason instanceof Problem) close(sessionEndedCode, reason.code)
          else upstream.destroy()
        },
      }

      function close(code: number, reason: string): void {
        upstream.unpipe(browser)
        upstream.destroy()
        if (frames.isBetweenFrames()) browser.end(closeFrame(code, reason))
        else browser.resetAndDestroy()
      }

      function hangUp(): void {
        if (isOver) return
        isOver = true
        if (!browser.writableEnded) browser.end()
        browser.resume()
        wait(graceMs, gone.signal).then(
          () => browser.destroy(),
          () => {}, // it has
        )
      }
    },
    close() {
      for (const close of open) close(stoppingCode, 'restarting')
    },
  }
}
