/**
 * One HTTP exchange with exactly the headers given: Node's own fetch writes `Sec-Fetch-Mode: cors` over
 * whatever a test wants to say. Follows nothing, keeps nothing.
 */
import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'

export interface WireRequest {
  method: string
  headers: Headers
  body?: string | undefined
  signal?: AbortSignal | undefined
}

const authorities = new Set<string>()

/** Makes the browsers of this process believe one more authority, a PEM. @returns how they forget it again */
export function trust(authority: string): () => void {
  authorities.add(authority)
  return () => void authorities.delete(authority)
}

export function exchange(url: URL, { method, headers, body, signal }: WireRequest) {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const { request } = url.protocol === 'https:' ? https : http
  const ca = authorities.size > 0 ? [...getCACertificates('default'), ...authorities] : undefined
  const options = { method, headers: Object.fromEntries(headers), agent: false, signal, ca }
  request(url, options, (answer) => resolve(responseOf(answer)))
    .on('error', reject)
    .end(body)
  return promise
}

function responseOf(answer: http.IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at]!, rawHeaders[at + 1]!)
  }
  const bodiless = status === 204 || status === 205 || status === 304
  if (bodiless) answer.resume()
  return new Response(bodiless ? null : (Readable.toWeb(answer) as ReadableStream), {
    status,
    headers,
  })
}
