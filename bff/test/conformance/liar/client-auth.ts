/**
 * Is this our client? By HTTP Basic or by form, whichever was agreed, and never both at once
 * (RFC 6749 §2.3). Strict about encoding: in Basic both halves are form-encoded first (§2.3.1), so a
 * client that forgets it fails with any secret that has a `+`, `%` or `:` in it.
 */
import type { Books } from './books.ts'
import type { ClientAuth } from './lies.ts'
import type { Seen } from './wire.ts'

interface Credentials {
  method: ClientAuth
  id: string | null
  secret: string | null
}

export function isClient({ lies }: Books, request: Seen): boolean {
  const shown = [basicOf(request), formOf(request)].filter((one) => one !== undefined)
  const [one] = shown
  if (one === undefined || shown.length > 1) return false
  return (
    lies.clientAuth.includes(one.method) &&
    one.id === lies.clientId &&
    one.secret === lies.clientSecret
  )
}

function basicOf({ headers }: Seen): Credentials | undefined {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'basic') return undefined
  const [id = '', secret = ''] = Buffer.from(value, 'base64').toString('latin1').split(':')
  return { method: 'client_secret_basic', id: formDecoded(id), secret: formDecoded(secret) }
}

function formOf({ body }: Seen): Credentials | undefined {
  if (!body.has('client_secret')) return undefined
  return {
    method: 'client_secret_post',
    id: body.get('client_id'),
    secret: body.get('client_secret'),
  }
}

/** `a=` in front: whatever stands here is one form value and nothing more. */
function formDecoded(text: string): string | null {
  return new URLSearchParams(`a=${text}`).get('a')
}
