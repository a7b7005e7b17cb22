/**
 * What is wrong with a logout token, judged by its words alone: everything OpenID Connect Back-Channel
 * Logout §2.6 asks for but the signature. Pure, and asked first, so that junk costs neither a key nor a
 * signature check; the same octets are verified afterwards (`logout-token.ts`).
 *
 * Stricter than the text where it leaves a choice: `typ` is required unless told otherwise (ASVS 10.5.5),
 * nobody but us may be the audience, and a lifetime is a matter of minutes (§4 recommends two at most).
 */
import type { OidcConfig } from '../config/config.ts'
import type { LogoutTokenFault } from '../events/provider-words.ts'
import type { UnverifiedToken } from './jose.ts'

export interface LogoutTokenExpectations {
  issuer: string
  clientId: string
  idTokenAlg: string
  logoutTokenTyp: OidcConfig['logoutTokenTyp']
  clockToleranceSeconds: number
  nowMs: number
}

type Claims = UnverifiedToken['claims']
type Header = UnverifiedToken['header']

/** With two minutes recommended, ten are patience; the table of used tokens stays as small. */
const lifetimeSeconds = 10 * 60
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** @returns the first fault, or nothing */
export function logoutTokenFault(
  { header, claims }: UnverifiedToken,
  expected: LogoutTokenExpectations,
): LogoutTokenFault | undefined {
  return (
    // Before all else: what another issuer says is none of our business, and no reason to fetch a key.
    (claims.iss === expected.issuer ? undefined : 'iss') ??
    typeFault(header, expected) ??
    (header.alg === expected.idTokenAlg ? undefined : 'alg') ??
    audienceFault(claims, expected) ??
    timeFault(claims, expected) ??
    (isName(claims.jti) ? undefined : 'jti') ??
    subjectFault(claims) ??
    eventsFault(claims) ??
    // What makes it unusable as an ID token, and an ID token unusable here (§2.4).
    (Object.hasOwn(claims, 'nonce') ? 'nonce' : undefined)
  )
}

/** RFC 8725 §3.11. RFC 7515 §4.1.9: case does not count, and `application/` may be left out. */
function typeFault({ typ }: Header, { logoutTokenTyp }: LogoutTokenExpectations) {
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ
  if (type === 'logout+jwt') return undefined
  const isSilent = type === undefined || type === 'jwt'
  return isSilent && logoutTokenTyp === 'any' ? undefined : 'typ'
}

function audienceFault({ aud }: Claims, { clientId }: LogoutTokenExpectations) {
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
  const isForUs = audiences.length > 0 && audiences.every((audience) => audience === clientId)
  return isForUs ? undefined : 'aud'
}

function timeFault({ iat, exp }: Claims, expected: LogoutTokenExpectations) {
  const now = expected.nowMs / 1000
  const tolerance = expected.clockToleranceSeconds
  if (!isTime(iat) || iat > now + tolerance) return 'iat'
  if (!isTime(exp) || exp <= now - tolerance) return 'exp'
  return exp - iat > lifetimeSeconds ? 'exp' : undefined
}

/** Whom it is about: a session, a person, or a session of that person. */
function subjectFault({ sub, sid }: Claims) {
  if (sub === undefined && sid === undefined) return 'subject'
  return [sub, sid].every((name) => name === undefined || isName(name)) ? undefined : 'subject'
}

function eventsFault({ events }: Claims) {
  return isObject(events) && isObject(events[logoutEvent]) ? undefined : 'events'
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
