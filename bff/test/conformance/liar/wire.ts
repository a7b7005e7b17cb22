/**
 * The liar's wire: a request read whole and written down, an answer sent as told. It judges nothing; a
 * body that never ends is allowed here, because a client must survive it (TK-12).
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A request as it arrived. Only form bodies are ever sent to an authorization server. */
export interface Seen {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: URLSearchParams
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array | AsyncIterable<string | Uint8Array>
}

export type Json = Record<string, unknown>

// RFC 6749 §5.1: what holds tokens must not be stored.
export function json(body: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  }
}

/** RFC 6749 §5.2. */
export function oauthError(error: string, status = 400): Answer {
  return json({ error, error_description: `the liar says ${error}` }, status)
}

export function redirect(location: string | URL, status = 303): Answer {
  return { status, headers: { location: String(location) }, body: '' }
}

/** For a browser that was sent here with a wrong request: never back to an unproven redirect URI. */
export function page(text: string, status = 400): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text }
}

export function htmlPage(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

export async function readRequest(req: IncomingMessage, origin: string): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return {
    method: req.method ?? 'GET',
    url: new URL(req.url ?? '/', origin),
    headers: req.headers,
    body: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
  }
}

export async function send(res: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers, body } = answer
  res.writeHead(status, headers)
  if (typeof body === 'string' || body instanceof Uint8Array) {
    res.end(body)
    return
  }
  // The client hanging up in the middle is the outcome these bodies are made for.
  await pipeline(Readable.from(body), res).catch(() => undefined)
}
