/**
 * A token set: everything the authorization server gave us for one session, as one value, and the pure
 * questions about it. Access tokens are opaque to us (RFC 6749 §1.4); one per resource, so that no API
 * sees a token meant for another (RFC 9700 §2.3). Times: milliseconds since the epoch on our clock.
 */
import { type AuthorizationDetail, grantedDetails } from './authorization-details.ts'
import type { ProofKey } from './dpop-key.ts'
import type { FirstIdToken } from './id-token.ts'

export interface AccessToken {
  token: string
  scope: string
  /** What was granted beside the scope (RFC 9396 §7), when the server said so. */
  authorizationDetails?: readonly AuthorizationDetail[]
  /** Absent when the authorization server did not say. */
  expiresAtMs?: number
  /** From here on it is renewed before use, while it still works. */
  dueAtMs?: number
}

export interface TokenSet {
  /** By resource key: the RFC 8707 indicator asked for, or '' when none was. */
  access: Record<string, AccessToken>
  refreshToken?: string
  /** Kept for one thing only: `id_token_hint` at logout. */
  idToken?: string
  /** Of the sign-in's own ID token: what later ones are compared with. */
  first?: FirstIdToken
  /** To which all of them are bound, for as long as the session lives (RFC 9449). */
  proofKey?: ProofKey
}

/** What one token response gives (RFC 6749 §5.1), in our words. */
export interface Grant {
  accessToken: string
  expiresInSeconds?: number
  scope?: string
  authorizationDetails?: readonly AuthorizationDetail[]
  refreshToken?: string
  idToken?: string
}

/** The wire's token response (RFC 6749 §5.1), already judged well-formed by openid-client. */
export interface TokenResponse {
  access_token: string
  token_type: string
  expires_in?: number
  scope?: string
  authorization_details?: unknown
  refresh_token?: string
  id_token?: string
}

/** Bound to a key we do not hold, or to none where there is one: a downgrade (RFC 9449 §5). */
export function isOfWrongType({ token_type: type }: TokenResponse, proofKey?: ProofKey): boolean {
  return type.toLowerCase() !== (proofKey === undefined ? 'bearer' : 'dpop')
}

/** @throws Error when the token is not of the type that this session's are */
export function grantOf(response: TokenResponse, proofKey?: ProofKey): Grant {
  if (isOfWrongType(response, proofKey)) {
    throw new Error(`token_type is not ${proofKey === undefined ? 'Bearer' : 'DPoP'}`)
  }
  const grant: Grant = { accessToken: response.access_token }
  if (response.expires_in !== undefined) grant.expiresInSeconds = response.expires_in
  if (response.scope !== undefined) grant.scope = response.scope
  const details = grantedDetails(response.authorization_details)
  if (details !== undefined) grant.authorizationDetails = details
  if (response.refresh_token !== undefined) grant.refreshToken = response.refresh_token
  if (response.id_token !== undefined) grant.idToken = response.id_token
  return grant
}

const earlyMs = 30_000

/** @param requestedScope what was asked for, which is what was granted if the answer does not say */
export function accessTokenOf(grant: Grant, requestedScope: string, nowMs: number): AccessToken {
  const { authorizationDetails } = grant
  const token: AccessToken = { token: grant.accessToken, scope: grant.scope ?? requestedScope }
  if (authorizationDetails !== undefined) token.authorizationDetails = authorizationDetails
  if (grant.expiresInSeconds === undefined) return token
  const lifetimeMs = grant.expiresInSeconds * 1000
  // A quarter of a short life, so that a token of one minute is not renewed at every call.
  const marginMs = Math.min(earlyMs, lifetimeMs / 4)
  return { ...token, expiresAtMs: nowMs + lifetimeMs, dueAtMs: nowMs + lifetimeMs - marginMs }
}

/** Merges a refresh into the set: a new refresh token replaces the old, none keeps it (RFC 6749 §6). */
export function withGrant(
  tokens: TokenSet,
  resourceKey: string,
  grant: Grant,
  requestedScope: string,
  nowMs: number,
): TokenSet {
  const access = {
    ...tokens.access,
    [resourceKey]: accessTokenOf(grant, requestedScope, nowMs),
  }
  const { refreshToken = tokens.refreshToken, idToken = tokens.idToken } = grant
  return {
    ...tokens,
    access,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(idToken === undefined ? {} : { idToken }),
  }
}

/** Time to renew it? A token without a stated end is used until somebody refuses it (TK-08). */
export function isDue(token: AccessToken, nowMs: number): boolean {
  return token.dueAtMs !== undefined && nowMs >= token.dueAtMs
}

export function isExpired(token: AccessToken, nowMs: number): boolean {
  return token.expiresAtMs !== undefined && nowMs >= token.expiresAtMs
}
