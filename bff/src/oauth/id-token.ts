/**
 * What we ask of an ID token beyond what openid-client checks (signature, `iss`, `aud` contains us,
 * `exp`, `nbf`, `sub`, `nonce`, `auth_time` against `max_age`). Each check answers a reason or nothing;
 * the first reason ends the login. All are pure.
 */
import { createHash } from 'node:crypto'

export interface IdTokenClaims {
  iss: string
  sub: string
  aud: string | string[]
  iat: number
  nonce?: string
  auth_time?: number
  [claim: string]: unknown
}

export interface IdTokenExpectations {
  clientId: string
  nowMs: number
  clockToleranceSeconds: number
  acrValues?: string[] | undefined
}

export interface ReceivedIdToken {
  claims: IdTokenClaims
  idToken: string
  accessToken: string
}

/** For the ID token of a sign-in. */
export function idTokenFault(
  received: ReceivedIdToken,
  expected: IdTokenExpectations,
): string | undefined {
  return commonFault(received, expected) ?? acrFault(received.claims, expected)
}

/** What a later ID token of the same session is compared with. */
export interface FirstIdToken {
  iss: string
  sub: string
  nonce?: string | undefined
  authTime?: number | undefined
}

/** For an ID token that came with a refresh (OpenID Connect Core §12.2): the same person and sign-in. */
export function refreshedIdTokenFault(
  received: ReceivedIdToken,
  expected: IdTokenExpectations,
  first: FirstIdToken,
): string | undefined {
  const { iss, sub, nonce, auth_time: authTime } = received.claims
  if (iss !== first.iss) return 'iss'
  if (sub !== first.sub) return 'sub'
  if (nonce !== undefined && nonce !== first.nonce) return 'nonce'
  if (authTime !== undefined && authTime !== first.authTime) return 'auth_time'
  return commonFault(received, expected)
}

function commonFault(received: ReceivedIdToken, expected: IdTokenExpectations): string | undefined {
  const { claims } = received
  const header = headerOf(received.idToken)
  return (
    typeFault(header) ??
    subjectFault(claims) ??
    audienceFault(claims, expected) ??
    authorizedPartyFault(claims, expected) ??
    issuedAtFault(claims, expected) ??
    accessTokenHashFault(received, header)
  )
}

// RFC 8725 §3.11: one kind of JWT is not another. A logout token or access token says so in `typ`.
function typeFault({ typ }: JwsHeader): string | undefined {
  return typ === undefined || typ.toUpperCase() === 'JWT' ? undefined : 'typ'
}

// §2: a name for somebody. openid-client sees to it that it is a string.
function subjectFault({ sub }: IdTokenClaims): string | undefined {
  return sub === '' ? 'sub' : undefined
}

// §3.1.3.7-5: openid-client looks at `azp` only when there are several audiences.
function authorizedPartyFault({ azp }: IdTokenClaims, { clientId }: IdTokenExpectations) {
  return azp === undefined || azp === clientId ? undefined : 'azp'
}

// OpenID Connect Core §3.1.3.7-3: no audience we do not trust – and we trust nobody but ourselves.
function audienceFault({ aud }: IdTokenClaims, { clientId }: IdTokenExpectations) {
  const audiences = Array.isArray(aud) ? aud : [aud]
  return audiences.every((audience) => audience === clientId) ? undefined : 'aud'
}

// §3.1.3.7-10: a token from the future was made by a clock, or a server, that is not to be believed.
function issuedAtFault({ iat }: IdTokenClaims, expected: IdTokenExpectations) {
  return iat * 1000 > expected.nowMs + expected.clockToleranceSeconds * 1000 ? 'iat' : undefined
}

// §3.1.3.6: the left half of the access token's hash, by the hash of the ID token's own algorithm.
function accessTokenHashFault({ claims, accessToken }: ReceivedIdToken, { alg }: JwsHeader) {
  if (claims.at_hash === undefined) return undefined
  const bits = alg === 'EdDSA' || alg === 'Ed25519' ? '512' : alg.slice(-3)
  const hash = createHash(`sha${bits}`).update(accessToken, 'ascii').digest()
  const half = hash.subarray(0, hash.length / 2).toString('base64url')
  return claims.at_hash === half ? undefined : 'at_hash'
}

// §3.1.3.7-12: authorization servers are free to ignore acr_values, so trust the claim, not the request.
function acrFault({ acr }: IdTokenClaims, { acrValues }: IdTokenExpectations) {
  if (acrValues === undefined) return undefined
  return typeof acr === 'string' && acrValues.includes(acr) ? undefined : 'acr'
}

interface JwsHeader {
  alg: string
  typ?: string
}

/** The header of a JWS whose signature has been verified already. */
function headerOf(jwt: string): JwsHeader {
  const [header = ''] = jwt.split('.')
  return JSON.parse(Buffer.from(header, 'base64url').toString()) as JwsHeader
}
