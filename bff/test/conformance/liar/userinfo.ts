/**
 * GET userinfo, with a living access token in the Authorization header and nowhere else → the person's
 * claims (OIDC Core §5.3).
 */
import type { Books } from './books.ts'
import { type Answer, json, type Seen } from './wire.ts'

export function userinfo(books: Books, request: Seen): Answer {
  const [scheme, accessToken = ''] = request.headers.authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'bearer' || !books.accessTokens.has(accessToken)) {
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' }
    return { status: 401, headers: challenge, body: '' }
  }
  return json(books.lies.userinfo({ ...books.lies.person }))
}
