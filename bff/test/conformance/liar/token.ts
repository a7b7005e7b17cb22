/**
 * POST token → access, refresh and ID token, for a code (RFC 6749 §4.1.3, with PKCE) or a refresh token
 * (§6). Refuses as an honest server does; the lies begin where the answer is put together.
 */
import { createHash } from 'node:crypto'
import { type Books, type Grant, issue, take } from './books.ts'
import { isClient } from './client-auth.ts'
import { issueIdToken } from './id-token.ts'
import { type Answer, json, oauthError, type Seen } from './wire.ts'

export async function token(books: Books, request: Seen): Promise<Answer> {
  if (request.method !== 'POST' || request.url.search !== '') return oauthError('invalid_request')
  if (!isClient(books, request)) return oauthError('invalid_client', 401)
  switch (request.body.get('grant_type')) {
    case 'authorization_code':
      return forCode(books, request.body)
    case 'refresh_token':
      return forRefreshToken(books, request.body)
    default:
      return oauthError('unsupported_grant_type')
  }
}

/** RFC 7009 §2.2: 200 also for a token nobody knows. */
export function revocation(books: Books, request: Seen): Answer {
  if (!isClient(books, request)) return oauthError('invalid_client', 401)
  take(books.refreshTokens, request.body.get('token'))
  take(books.accessTokens, request.body.get('token'))
  return { status: 200, headers: {}, body: '' }
}

async function forCode(books: Books, form: URLSearchParams): Promise<Answer> {
  const grant = take(books.codes, form.get('code'))
  if (grant === undefined) return oauthError('invalid_grant')
  if (form.get('redirect_uri') !== grant.redirectUri) return oauthError('invalid_grant')
  if (sha256(form.get('code_verifier') ?? '') !== grant.codeChallenge) {
    return oauthError('invalid_grant')
  }
  return tokenResponse(books, grant, issue(books, 'rt'))
}

async function forRefreshToken(books: Books, form: URLSearchParams): Promise<Answer> {
  const shown = form.get('refresh_token')
  const grant = take(books.refreshTokens, shown)
  if (shown === null || grant === undefined) return oauthError('invalid_grant')
  const next = books.lies.rotatesRefreshTokens ? issue(books, 'rt') : shown
  return tokenResponse(books, { ...grant, refreshes: grant.refreshes + 1 }, next)
}

async function tokenResponse(books: Books, grant: Grant, refreshToken: string): Promise<Answer> {
  const accessToken = issue(books, 'at')
  books.accessTokens.set(accessToken, grant)
  books.refreshTokens.set(refreshToken, grant)
  const first = grant.refreshes === 0
  const response = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: books.lies.accessTokenSeconds,
    scope: grant.scope,
    id_token: await issueIdToken(books, grant, accessToken),
    // RFC 6749 §6: when none comes, the client keeps the one it has.
    ...((first || books.lies.rotatesRefreshTokens) && { refresh_token: refreshToken }),
  }
  return json(books.lies.tokenResponse(response, grant))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
