/**
 * What we can say to the authorization server, in our words: the verbs `client.ts` implements with
 * openid-client and the rest of the house uses. Errors come as thrown; `failure.ts` tells their kind.
 */
import type { ProofKey } from './dpop-key.ts'
import type { EndSessionParameters } from './end-session-url.ts'
import type { IdTokenClaims } from './id-token.ts'
import type { Grant } from './token-set.ts'

export interface SignInGrant extends Grant {
  idToken: string
  claims: IdTokenClaims
}

export interface CodeChecks {
  state: string
  nonce: string
  codeVerifier: string
  maxAge?: number | undefined
  /** To which the tokens have to be bound. */
  proofKey?: ProofKey | undefined
}

export interface Client {
  /** A new one for a session that begins; undefined where its tokens are to be bearer tokens. */
  createProofKey(): Promise<ProofKey | undefined>
  /**
   * Where to send the browser; pushed first where the server demands it (RFC 9126). With a key the code is
   * bound to it: whoever steals the code has nothing (RFC 9449 §10).
   */
  authorizationUrl(parameters: URLSearchParams, proofKey?: ProofKey): Promise<URL>
  challengeOf(codeVerifier: string): Promise<string>
  /** Checks the authorization response and the ID token, and redeems the code – once, whatever comes. */
  redeemCode(callback: URL, checks: CodeChecks, resource?: string): Promise<SignInGrant>
  refresh(
    refreshToken: string,
    parameters: Record<string, string>,
    proofKey?: ProofKey,
  ): Promise<RefreshGrant>
  /** By a grant that signs nobody in: `client_credentials` (RFC 6749 §4.4), token exchange (RFC 8693). */
  obtain(
    grantType: string,
    parameters: Record<string, string>,
    proofKey?: ProofKey,
  ): Promise<ObtainedGrant>
  /** Throws unless the answer speaks of `subject` (OpenID Connect Core §5.3.2). */
  userinfo(
    accessToken: string,
    subject: string,
    proofKey?: ProofKey,
  ): Promise<Record<string, unknown>>
  /** RFC 7009; does nothing where the server has no revocation endpoint. */
  revoke(token: string, hint: 'refresh_token' | 'access_token'): Promise<void>
  /**
   * RP-Initiated Logout §2, or the vendor's own form of it, which has no `state`; undefined where there is
   * no end-session endpoint.
   */
  endSessionUrl(parameters: EndSessionParameters): Promise<URL | undefined>
  /** Where the keys are that it signs with: from its verified metadata and from nowhere else. */
  keysUrl(): Promise<string>
}

export interface RefreshGrant extends Grant {
  claims?: IdTokenClaims
}

export interface ObtainedGrant extends Grant {
  /** Of an exchange: what kind of token came, as the server has it. */
  issuedTokenType?: unknown
}
