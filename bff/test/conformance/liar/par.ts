/**
 * POST par, with client authentication → 201 and a `request_uri` for the pushed request (RFC 9126 §2).
 * Judges the request here already, so that what an honest client never sends never reaches a browser.
 */
import { randomUUID } from 'node:crypto'
import { judged } from './authorization-request.ts'
import { bindingOf } from './binding.ts'
import type { Books } from './books.ts'
import { clientFault } from './client-auth.ts'
import { type Answer, json, oauthError, type Seen } from './wire.ts'

const expiresInSeconds = 60

export async function par(books: Books, request: Seen): Promise<Answer> {
  const { method, url, headers, body } = request
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  if (method !== 'POST') return oauthError('invalid_request', 405, 'POST only')
  if (!isForm || url.search !== '')
    return oauthError('invalid_request', 400, 'a form, and no query')
  const stranger = await clientFault(books, request)
  if (stranger !== undefined) return oauthError('invalid_client', 401, stranger)
  if (body.has('request_uri')) return oauthError('invalid_request', 400, 'request_uri inside')
  // RFC 9449 §10.1: here a proof is welcome and not required.
  const binding = headers.dpop === undefined ? {} : await bindingOf(books, request)
  if ('status' in binding) return binding
  const asked = await judged(books, body)
  if (typeof asked === 'string') return oauthError('invalid_request', 400, asked)

  // No secret: the browser carries it in a URL.
  const requestUri = `urn:ietf:params:oauth:request_uri:${randomUUID()}`
  books.pushed.set(requestUri, {
    request: { ...asked, jkt: binding.jkt },
    expiresAt: books.lies.clock.now() + expiresInSeconds * 1000,
  })
  const answer = json({ request_uri: requestUri, expires_in: expiresInSeconds }, 201)
  return { ...answer, headers: { ...answer.headers, ...books.nonces.next() } }
}
