/**
 * The liar's wire: a request read whole and written down, an answer sent as told. It judges nothing; a
 * body that never ends is allowed here, because a client must survive it (TK-12).
 */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TLSSocket } from 'node:tls'

/** A request as it arrived. Only form bodies are ever sent to an authorization server. */
export interface Seen {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: URLSearchParams
  /** What the client showed when it was asked for a certificate. */
  certificate?: ShownCertificate | undefined
}

export interface ShownCertificate {
  /** RFC 8705 §3.1: SHA-256 of its DER. */
  thumbprint: string
  /** As Node writes it: `CN=claimcheck`. */
  subject: string
  /** Vouched for by an authority the server was given. */
  isTrusted: boolean
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

/** RFC 6749 §5.2. The reason is for whoever reads a failed test. */
export function oauthError(error: string, status = 400, reason = error): Answer {
  return json({ error, error_description: `the liar says ${reason}` }, status)
}

/** RFC 7519 §10.3.1. */
export function jwt(text: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/jwt' }, body: text }
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
    certificate: certificateOf(req),
  }
}

function certificateOf({ socket }: IncomingMessage): ShownCertificate | undefined {
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  return (
    shown && {
      thumbprint: createHash('sha256').update(shown.raw).digest('base64url'),
      subject: shown.subject,
      isTrusted: (socket as TLSSocket).authorized,
    }
  )
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
