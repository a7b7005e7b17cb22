/**
 * Is this our client? In one of the ways that were agreed, and never by two at once (RFC 6749 §2.3).
 * Strict about encoding: in Basic both halves are form-encoded first (§2.3.1), so a client that forgets
 * it fails with any secret that has a `+`, `%` or `:` in it. A certificate counts as a way only when
 * nothing else is shown: bound tokens come over the same connection (RFC 8705 §3).
 */
import { assertionFault, assertionType, isMac } from './assertion.ts'
import type { Books } from './books.ts'
import type { ClientAuth, Lies } from './lies.ts'
import type { Seen } from './wire.ts'

interface Shown {
  method: ClientAuth
  /** From what came along; an assertion names the client inside. */
  id?: string | null
  secret?: string | null
  assertion?: string
}

/** Why it is not, or nothing. */
export async function clientFault(books: Books, request: Seen): Promise<string | undefined> {
  const { lies } = books
  const ways = [basicOf(request), formOf(request), assertionOf(request)].flatMap((way) => way ?? [])
  if (ways.length > 1) return 'two ways of client authentication at once'
  const [shown = certificateOf(request, lies)] = ways
  if (shown === undefined) return 'no client authentication'
  if (!lies.clientAuth.includes(shown.method)) return `${shown.method} was not agreed`
  if (shown.id !== undefined && shown.id !== lies.clientId) return 'another client_id'
  if (shown.secret !== undefined && shown.secret !== lies.clientSecret) return 'a wrong secret'
  if (shown.assertion !== undefined) return assertionFault(books, shown.assertion)
  return shown.secret === undefined ? certificateFault(request, shown.method, lies) : undefined
}

function basicOf({ headers }: Seen): Shown | undefined {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'basic') return undefined
  const [id = '', secret = ''] = Buffer.from(value, 'base64').toString('latin1').split(':')
  return { method: 'client_secret_basic', id: formDecoded(id), secret: formDecoded(secret) }
}

function formOf({ body }: Seen): Shown | undefined {
  if (!body.has('client_secret')) return undefined
  return {
    method: 'client_secret_post',
    id: body.get('client_id'),
    secret: body.get('client_secret'),
  }
}

function assertionOf({ body }: Seen): Shown | undefined {
  const assertion = body.get('client_assertion')
  if (assertion === null || body.get('client_assertion_type') !== assertionType) return undefined
  return { method: isMac(assertion) ? 'client_secret_jwt' : 'private_key_jwt', assertion }
}

/** RFC 8705 §2: with `client_id` in the body, since a certificate says nothing of one. */
function certificateOf({ body, certificate }: Seen, { clientAuth }: Lies): Shown | undefined {
  const method = clientAuth.find((way) => way.includes('tls'))
  if (method === undefined || certificate === undefined) return undefined
  return { method, id: body.get('client_id') }
}

function certificateFault({ certificate }: Seen, method: ClientAuth, lies: Lies) {
  if (method === 'self_signed_tls_client_auth') {
    return certificate?.thumbprint === lies.clientThumbprint ? undefined : 'another certificate'
  }
  if (!certificate?.isTrusted) return 'a certificate that nobody vouches for'
  return certificate.subject === lies.clientSubject ? undefined : 'a certificate of somebody else'
}

/** `a=` in front: whatever stands here is one form value and nothing more. */
function formDecoded(text: string): string | null {
  return new URLSearchParams(`a=${text}`).get('a')
}
