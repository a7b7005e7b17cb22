/** What is agreed with an authorization server before anybody signs in: our client, and its ways. */

export interface Registration {
  clientId: string
  clientSecret: string
  /** Compared character by character (RFC 9700 §2.1). */
  redirectUris: readonly string[]
  postLogoutRedirectUris: readonly string[]
  /** Called when a session ends there; no call when absent. */
  backchannelLogoutUri?: string
}

/** In what authorization servers differ, and what a client must therefore not take for granted. */
export interface Traits {
  /** Path of the issuer, without a slash at its end. */
  path: string
  accessTokens: 'jwt' | 'opaque'
  accessTokenSeconds: number
  /** Whether a refresh token is good for one use only. */
  rotation: boolean
  clientAuth: 'client_secret_basic' | 'client_secret_post'
  idTokenAlg: 'RS256' | 'ES256'
  /** Whether it knows RFC 8707; if not, every access token is for its one API. */
  indicators: boolean
  /** Whether it can be asked to end its own session (OpenID Connect RP-Initiated Logout). */
  endSession: boolean
  /** Whether authorization requests must be pushed (RFC 9126 §5). */
  requirePar: boolean
}

export const usualTraits: Traits = {
  path: '',
  accessTokens: 'jwt',
  // Short, so that refreshing is an everyday thing and not a surprise in production.
  accessTokenSeconds: 5 * 60,
  rotation: true,
  clientAuth: 'client_secret_basic',
  idTokenAlg: 'RS256',
  indicators: true,
  endSession: true,
  requirePar: false,
}
