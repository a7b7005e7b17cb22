/**
 * POST token → access, refresh and ID token, for a code (RFC 6749 §4.1.3, with PKCE) or a refresh
 * token (§6), bound to what the client shows (binding.ts). Refuses as an honest server does; the
 * lies begin where the answer is put together.
 */
import { createHash } from 'node:crypto'
import { type Binding, bindingOf } from './binding.ts'
import { type Books, type Grant, issue, take } from './books.ts'
import { clientFault } from './client-auth.ts'
import { issueIdToken } from './id-token.ts'
import { type Answer, json, oauthError, type Seen } from './wire.ts'

export async function token(books: Books, request: Seen): Promise<Answer> {
  if (request.method !== 'POST' || request.url.search !== '') return oauthError('invalid_request')
  const stranger = await clientFault(books, request)
  if (stranger !== undefined) return oauthError('invalid_client', 401, stranger)
  const binding = await bindingOf(books, request)
  if ('status' in binding) return binding
  switch (request.body.get('grant_type')) {
    case 'authorization_code':
      return forCode(books, request.body, binding)
    case 'refresh_token':
      return forRefreshToken(books, request.body, binding)
    default:
      return oauthError('unsupported_grant_type')
  }
}

/** RFC 7009 §2.2: 200 also for a token nobody knows. */
export async function revocation(books: Books, request: Seen): Promise<Answer> {
  const stranger = await clientFault(books, request)
  if (stranger !== undefined) return oauthError('invalid_client', 401, stranger)
  take(books.refreshTokens, request.body.get('token'))
  take(books.accessTokens, request.body.get('token'))
  return { status: 200, headers: {}, body: '' }
}

async function forCode(books: Books, form: URLSearchParams, binding: Binding): Promise<Answer> {
  const grant = take(books.codes, form.get('code'))
  if (grant === undefined) return oauthError('invalid_grant')
  if (form.get('redirect_uri') !== grant.redirectUri) return oauthError('invalid_grant')
  if (sha256(form.get('code_verifier') ?? '') !== grant.codeChallenge) {
    return oauthError('invalid_grant')
  }
  if (grant.codeJkt !== undefined && grant.codeJkt !== binding.jkt) {
    return oauthError('invalid_grant', 400, 'the code is bound to another key')
  }
  return tokenResponse(books, { ...grant, binding }, issue(books, 'rt'))
}

async function forRefreshToken(
  books: Books,
  form: URLSearchParams,
  binding: Binding,
): Promise<Answer> {
  const shown = form.get('refresh_token')
  const grant = take(books.refreshTokens, shown)
  if (shown === null || grant === undefined) return oauthError('invalid_grant')
  const next = books.lies.rotatesRefreshTokens ? issue(books, 'rt') : shown
  return tokenResponse(books, { ...grant, binding, refreshes: grant.refreshes + 1 }, next)
}

async function tokenResponse(books: Books, grant: Grant, refreshToken: string): Promise<Answer> {
  const accessToken = issue(books, 'at')
  books.accessTokens.set(accessToken, grant)
  books.refreshTokens.set(refreshToken, grant)
  const first = grant.refreshes === 0
  const response = {
    access_token: accessToken,
    token_type: grant.binding.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: books.lies.accessTokenSeconds,
    scope: grant.scope,
    id_token: await issueIdToken(books, grant, accessToken),
    // RFC 6749 §6: when none comes, the client keeps the one it has.
    ...((first || books.lies.rotatesRefreshTokens) && { refresh_token: refreshToken }),
  }
  const answer = json(books.lies.tokenResponse(response, grant))
  return { ...answer, headers: { ...answer.headers, ...books.nonces.next() } }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
