/**
 * From Vite's port to the BFF's: method, path, headers – Host and Origin included – and bodies as they are,
 * streams as streams. Written out, because Vite's own proxy answers a restarting BFF with a stack trace and
 * leaves an event stream hanging when the BFF behind it goes away.
 */
import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { ProblemBody } from 'shared/problem'
import { refusalHeader } from 'shared/paths'

// `/__dev` itself is a page, and Vite's.
export const ours = /^\/((auth|api)(\/|\?|$)|__dev\/)/

export type Forward = (inbound: IncomingMessage, answer: ServerResponse, next: () => void) => void

/** @param patienceMs how long a request that carries nothing waits for a BFF that is being restarted. */
export function forwardTo(port: number, patienceMs: number): Forward {
  return (inbound, answer, next) => {
    if (!ours.test(inbound.url ?? '/')) return next()
    const waitsUntil = isEmpty(inbound) ? Date.now() + patienceMs : 0
    let outbound: ClientRequest
    const attempt = (): void => {
      if (answer.destroyed) return
      outbound = send(inbound, answer, port)
      outbound.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED' && Date.now() < waitsUntil) setTimeout(attempt, 50)
        else refuse(answer, error)
      })
    }
    answer.once('close', () => outbound.destroy())
    attempt()
  }
}

function send(inbound: IncomingMessage, answer: ServerResponse, port: number): ClientRequest {
  const { method, url, rawHeaders } = inbound
  const outbound = request({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders })
  outbound.once('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
    // An event stream is open once its headers are there, not with its first event.
    answer.flushHeaders()
    // Whichever side ends early ends the other: an EventSource then comes back by itself.
    pipeline(response, answer, () => undefined)
  })
  if (isEmpty(inbound)) outbound.end()
  else pipeline(inbound, outbound, () => undefined)
  return outbound
}

/** Nothing is lost of such a request when it is sent again. */
function isEmpty({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

function refuse(answer: ServerResponse, { code }: NodeJS.ErrnoException): void {
  if (answer.headersSent) return void answer.destroy()
  const problem: ProblemBody = {
    type: 'about:blank',
    title: 'The BFF is restarting.',
    status: 503,
    code: 'internal',
    ref: 'dev',
    retryAfter: 1,
  }
  answer.writeHead(503, {
    'content-type': 'application/problem+json',
    'retry-after': '1',
    // Nobody was there to take the request, so that it may be sent again. A reset says nothing of the kind.
    ...(code === 'ECONNREFUSED' && { [refusalHeader]: problem.code }),
  })
  answer.end(JSON.stringify(problem))
}
