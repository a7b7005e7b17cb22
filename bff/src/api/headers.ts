/**
 * What may be said across the counter: two lists of header names, a reason a line, nothing else passes
 * (PX-05, PX-06, PX-10). A list of what must not pass would have to know every name that any resource
 * server trusts – `X-User`, `X-Original-URL`, the next one – and nobody can.
 *
 * Deliberately on neither list: cookies and credentials of every kind; hop-by-hop fields (RFC 9110
 * §7.6.1) and framing, which undici and Node write for themselves; forwarded and identity headers; method
 * overrides (XB-07); CORS, whose only answer here is no (XB-06); what speaks for the whole origin – HSTS,
 * CSP, Clear-Site-Data, Alt-Svc, Refresh; what tells how the API is built; `traceparent`, which is ours
 * to write (observe/tracing.ts).
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Resource } from './resources.ts'

/** What the browser may say to the API. */
const fromBrowser = [
  'accept', // content negotiation, RFC 9110 §12.5
  'accept-encoding', // so that a compressed body goes through untouched
  'accept-language',
  'cache-control', // a reload means it for the API's own caches too
  'content-type', // what the body is …
  'content-encoding',
  'content-language',
  'content-range', // … and which part of the whole (resumable uploads)
  'content-digest', // RFC 9530: integrity, end to end
  'idempotency-key', // lets the API tell a repeat from a second order
  'if-match', // conditional requests, RFC 9110 §13
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'last-event-id', // where an event stream resumes
  'prefer', // RFC 7240
  'range', // RFC 9110 §14
] as const

/** What the API may say to the browser. `cache-control`, `location`, `link` and `vary` pass by a rule: answer.ts. */
const fromApi = [
  'accept-ranges', // answers to the questions above …
  'age',
  'allow',
  'content-digest',
  'content-disposition', // a download's file name
  'content-encoding', // the body goes through as it is, so its encoding must be told
  'content-language',
  'content-length', // the same octets, so the same count
  'content-range',
  'content-type',
  'date', // freshness is counted from it (RFC 9111 §4.2.3)
  'deprecation', // RFC 9745, and
  'sunset', // RFC 8594: the developer at the other end should hear of it
  'etag',
  'expires',
  'last-modified',
  'preference-applied',
  'ratelimit', // how much is left, in the draft's two spellings
  'ratelimit-policy',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after', // a refusal with a time is one the web app can wait for
] as const

/** How we call ourselves in Via: a pseudonym, no internal name (RFC 9110 §7.6.3). */
const pseudonym = 'claimcheck'
const viaUs = new RegExp(`(?:^|,)\\s*[^\\s,]+\\s+${pseudonym}(?=[\\s,]|$)`, 'i')

/** RFC 9110 §7.6: a request that has been here before is going in circles. */
export function isLoop(headers: IncomingHttpHeaders): boolean {
  return headers.via !== undefined && viaUs.test(headers.via)
}

/** Name, value, name, value …; what proves who asks comes from `credential` and from nowhere else. */
export type RequestHeaders = (
  inbound: IncomingHttpHeaders,
  credential?: readonly string[],
  forwarded?: readonly string[],
) => string[]

export function createRequestHeaders(
  { requestHeaders }: Pick<Resource, 'requestHeaders'>,
  further: readonly string[] = [],
): RequestHeaders {
  const names = [...fromBrowser, ...requestHeaders, ...further]
  return (inbound, credential, forwarded) => {
    const outbound: string[] = []
    const nominated = nominatedBy(inbound.connection)
    for (const name of names) {
      // Node has joined repeated list fields and kept the first of a repeated single one.
      const value = inbound[name]
      if (typeof value === 'string' && !nominated?.has(name)) outbound.push(name, value)
    }
    // Framing, not permission: the same octets, so the same count, and undici sends neither more nor fewer.
    const length = inbound['content-length']
    if (length !== undefined && length !== '0') outbound.push('content-length', length)
    // RFC 9110 §7.6.2: one hop fewer; at none api.ts has answered for itself.
    const hops = Number(inbound['max-forwards'])
    if (hops > 0) outbound.push('max-forwards', String(hops - 1))
    outbound.push('via', inbound.via ? `${inbound.via}, 1.1 ${pseudonym}` : `1.1 ${pseudonym}`)
    if (forwarded !== undefined) outbound.push(...forwarded)
    if (credential !== undefined) outbound.push(...credential)
    return outbound
  }
}

/** The names the API may answer with on this route. */
export function answerNames({ responseHeaders }: Resource): readonly string[] {
  return [...fromApi, ...responseHeaders]
}

/**
 * RFC 9110 §7.6.1: who sends a message may declare fields of it hop-by-hop by naming them in Connection.
 * What we add ourselves is added afterwards, so nobody can make us drop it.
 */
export function nominatedBy(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()))
}

/** Whole families that no route may let through, however it asks. */
const never =
  /^(?:cookie2?|set-cookie2?|(?:proxy-)?(?:authorization|authenticate|authentication-info)|www-authenticate|dpop.*|host|connection|proxy-connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|via|max-forwards|forwarded|x-forwarded-.*|traceparent|tracestate|x-real-ip|x-csrf|x-http-method.*|x-method-override|access-control-.*|claimcheck-.*|sec-.*|cache-control|(?:content-)?location|link|vary|refresh|clear-site-data|alt-svc|strict-transport-security|content-security-policy.*)$/

/** May a resource table entry add this name? Lower case, as Node and undici hand the names to us. */
export function mayBeAdded(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name) && !never.test(name)
}

/** RFC 9110 §6.5.1: what frames, routes, authenticates or describes a body has to be known before it. */
export function mayBeTrailer(name: string): boolean {
  return !/^(?:content-(?!digest$).*|age|allow|date|expires|range|if-.*|prefer|retry-after|accept.*|etag)$/.test(
    name,
  )
}
