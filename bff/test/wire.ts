/**
 * One HTTP exchange with exactly the headers given: Node's own fetch writes `Sec-Fetch-Mode: cors` over
 * whatever a test wants to say. Follows nothing, keeps nothing.
 */
import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

export interface WireRequest {
  method: string
  headers: Headers
  body?: string | undefined
  signal?: AbortSignal | undefined
}

const authorities = new Set<string>()
let believed: SecureContext | undefined

/** Makes the browsers of this process believe one more authority, a PEM. @returns how they forget it again */
export function trust(authority: string): () => void {
  believed = undefined
  authorities.add(authority)
  return () => {
    believed = undefined
    authorities.delete(authority)
  }
}

/** Made once for many requests: it takes its time to read all the authorities that Node knows. */
function secureContext(): SecureContext | undefined {
  if (authorities.size === 0) return undefined
  believed ??= createSecureContext({ ca: [...getCACertificates('default'), ...authorities] })
  return believed
}

export function exchange(url: URL, { method, headers, body, signal }: WireRequest) {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const { request } = url.protocol === 'https:' ? https : http
  const options = {
    method,
    headers: Object.fromEntries(headers),
    agent: false,
    signal,
    secureContext: secureContext(),
  }
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
