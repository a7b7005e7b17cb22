/**
 * The authorization request, however it came: in the URL, as a signed object (RFC 9101), or pushed
 * (RFC 9126). Answers its parameters, or what is wrong with it. Since a test's BFF picks its port late,
 * any loopback redirect URI that ends in /auth/callback counts as registered.
 */
import { type Books, take } from './books.ts'
import { openRequestObject } from './request-object.ts'

export interface AuthorizationRequest {
  parameters: URLSearchParams
  /** The DPoP key that was shown when it was pushed (RFC 9449 §10.1). */
  jkt?: string | undefined
}

/** From the URL at the authorization endpoint. */
export async function requestAtAuthorize(
  books: Books,
  query: URLSearchParams,
): Promise<AuthorizationRequest | string> {
  const requestUri = query.get('request_uri')
  if (requestUri !== null) return pushedRequest(books, query, requestUri)
  if (books.lies.requirePar) return 'this request has to be pushed first'
  return judged(books, query)
}

/** From the form at the PAR endpoint. */
export async function judged(
  books: Books,
  sent: URLSearchParams,
): Promise<AuthorizationRequest | string> {
  // RFC 8707 §2: the one parameter that may stand several times.
  const names = [...sent.keys()].filter((name) => name !== 'resource')
  if (new Set(names).size !== names.length) return 'a parameter stands twice (RFC 6749 §3.1)'
  const parameters = await openRequestObject(books, sent)
  if (typeof parameters === 'string') return parameters
  const fault = faultOf(parameters, books.lies.clientId)
  return fault ?? { parameters }
}

/** RFC 9126 §4: nothing else beside the client's name, once, in time. */
function pushedRequest(books: Books, query: URLSearchParams, requestUri: string) {
  const { clock, clientId } = books.lies
  const names = [...query.keys()].toSorted().join(' ')
  if (names !== 'client_id request_uri') return `more than client_id and request_uri: ${names}`
  if (query.get('client_id') !== clientId) return 'unknown client_id'
  const pushed = take(books.pushed, requestUri)
  if (pushed === undefined) return 'this request was never pushed, or was used before'
  return clock.now() < pushed.expiresAt ? pushed.request : 'this request has run out'
}

function faultOf(asked: URLSearchParams, clientId: string): string | undefined {
  if (asked.get('client_id') !== clientId) return 'unknown client_id'
  if (!isRegistered(asked.get('redirect_uri'))) return 'this redirect_uri is not registered'
  if (asked.get('response_type') !== 'code') return 'response_type is not code'
  if (!asked.get('scope')?.split(' ').includes('openid')) return 'scope lacks openid'
  if (asked.get('code_challenge_method') !== 'S256') return 'code_challenge_method is not S256'
  if (asked.get('code_challenge')?.length !== 43) return 'code_challenge is not a SHA-256'
  if (!asked.get('state')) return 'no state'
  return undefined
}

function isRegistered(redirectUri: string | null): boolean {
  const url = URL.parse(redirectUri ?? '')
  return (
    url !== null &&
    ['localhost', '127.0.0.1'].includes(url.hostname) &&
    url.pathname === '/auth/callback' &&
    url.search + url.hash === ''
  )
}
