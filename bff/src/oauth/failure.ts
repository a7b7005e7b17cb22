/**
 * What kind of failure an error from openid-client is, decided by its code and never by its text
 * (oauth2-proxy searched message texts, and signed people out for a hiccup). By shape, so that
 * openid-client keeps its one importer.
 */
import { isBadToken } from './jose-codes.ts'

/**
 * `refused`: the authorization server gave a well-formed OAuth error, by redirect or in its answer.
 * `unreachable`: nothing, too late, or a 5xx: waiting may help.
 * `metadata`: its own description rules it out, by this field.
 * `invalid`: it answered what we must not accept; `token` says whether it was a JWT that failed.
 */
export type Failure =
  | { kind: 'refused'; error: string; byRedirect?: boolean }
  | { kind: 'unreachable' }
  | { kind: 'metadata'; field: string }
  | { kind: 'invalid'; token: boolean }

const unreachableCodes = new Set<unknown>([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'CLAIMCHECK_UNREACHABLE', // provider-fetch.ts: connection, name or certificate
])

/** No key of the server's verifies it, none of ours opens it. */
const tokenCodes = new Set<unknown>(['OAUTH_KEY_SELECTION_FAILED', 'OAUTH_DECRYPTION_FAILED'])

interface Shape {
  code?: unknown
  error?: unknown
  status?: unknown
  cause?: unknown
  field?: unknown
}

export function failureOf(thrown: unknown): Failure {
  const { code, error, status, cause, field } = shapeOf(thrown)
  if (code === 'OAUTH_RESPONSE_BODY_ERROR' || code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') {
    // A 5xx or 429 is weather even when it is dressed as an OAuth error (RFC 6749 §5.2 uses 400 and 401).
    if (isWeather(status)) return { kind: 'unreachable' }
    return {
      kind: 'refused',
      error: typeof error === 'string' ? error : 'unknown',
      byRedirect: code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
    }
  }
  if (code === 'CLAIMCHECK_METADATA') return { kind: 'metadata', field: String(field) }
  if (unreachableCodes.has(code)) return { kind: 'unreachable' }
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && isWeather(shapeOf(cause).status)) {
    return { kind: 'unreachable' }
  }
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE')
    return { kind: 'refused', error: 'invalid_client' }
  const isToken = tokenCodes.has(code) || isBadToken(thrown) || speaksOfToken(cause)
  return { kind: 'invalid', token: isToken }
}

function isWeather(status: unknown): boolean {
  return typeof status === 'number' && (status >= 500 || status === 429)
}

/** oauth4webapi puts what it looked at into the cause, at one of two depths. */
function speaksOfToken(cause: unknown): boolean {
  const outer = shapeOf(cause)
  const looked = { ...outer, ...shapeOf(outer.cause) }
  return ['claim', 'claims', 'header', 'signature'].some((name) => Object.hasOwn(looked, name))
}

function shapeOf(thrown: unknown): Shape {
  return typeof thrown === 'object' && thrown !== null ? thrown : {}
}
