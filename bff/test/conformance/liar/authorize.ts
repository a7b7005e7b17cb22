/**
 * GET authorize → 303 to the redirect URI with code, state and iss; POST par → a `request_uri` for it.
 * No person is involved: whoever asks is signed in. Refuses, as a page and without a redirect, what an
 * honest client never sends. Since a test's BFF picks its port late, any loopback redirect URI that ends
 * in /auth/callback counts as registered.
 */
import { randomUUID } from 'node:crypto'
import { type Books, type Grant, issue, take } from './books.ts'
import { isClient } from './client-auth.ts'
import { type Answer, json, oauthError, page, redirect, type Seen } from './wire.ts'

/** RFC 9126 §2. */
export function par(books: Books, request: Seen): Answer {
  if (!isClient(books, request)) return oauthError('invalid_client', 401)
  if (request.body.has('request_uri')) return oauthError('invalid_request')
  const requestUri = `urn:ietf:params:oauth:request_uri:${issue(books, 'request')}`
  books.pushed.set(requestUri, request.body)
  return json({ request_uri: requestUri, expires_in: 60 }, 201)
}

export function authorize(books: Books, request: Seen): Answer {
  const asked = authorizationRequest(books, request.url.searchParams)
  if (asked === undefined) return page('this request has to be pushed first')
  const fault = faultOf(asked, books.lies.clientId)
  if (fault !== undefined) return page(fault)
  const code = issue(books, 'code')
  const grant = grantOf(asked, books)
  books.codes.set(code, grant)
  books.signIns.push({ sub: books.lies.person.sub, sid: grant.sid })
  const response = new URLSearchParams({ code, state: asked.get('state') ?? '' })
  if (books.lies.supportsIss) response.set('iss', books.issuer)
  return redirect(`${asked.get('redirect_uri')}?${books.lies.authorizationResponse(response)}`)
}

function authorizationRequest(books: Books, query: URLSearchParams): URLSearchParams | undefined {
  if (query.has('request_uri')) return take(books.pushed, query.get('request_uri'))
  return books.lies.requirePar ? undefined : query
}

function faultOf(asked: URLSearchParams, clientId: string): string | undefined {
  if (new Set(asked.keys()).size !== asked.size) return 'a parameter stands twice (RFC 6749 §3.1)'
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

function grantOf(asked: URLSearchParams, { lies }: Books): Grant {
  return {
    redirectUri: asked.get('redirect_uri') ?? '',
    codeChallenge: asked.get('code_challenge') ?? '',
    nonce: asked.get('nonce') ?? undefined,
    scope: asked.get('scope') ?? '',
    resources: asked.getAll('resource'),
    acr: asked.get('acr_values')?.split(' ')[0],
    authTime: Math.floor(lies.clock.now() / 1000),
    sid: randomUUID(),
    refreshes: 0,
  }
}
