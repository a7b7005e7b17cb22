/** What is agreed with an authorization server before anybody signs in: our client, and its ways. */
import type { JWK } from 'jose'

export interface Registration {
  clientId: string
  clientSecret: string
  /** Public keys: what it signs with, what is encrypted to it, and its own certificate's. */
  keys: readonly JWK[]
  /** Where it publishes them, in place of `keys`. */
  jwksUri?: string
  /** Compared character by character (RFC 9700 §2.1). */
  redirectUris: readonly string[]
  postLogoutRedirectUris: readonly string[]
  /** Called when a session ends there; no call when absent. */
  backchannelLogoutUri?: string
}

/** How a client can prove itself at the token endpoint and the other endpoints that only clients use. */
export type ClientAuth =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth'

/** In what authorization servers differ, and what a client must therefore not take for granted. */
export interface Traits {
  /** Path of the issuer, without a slash at its end. */
  path: string
  /** Whether it speaks TLS, with a certificate of the world's own authority. */
  tls: boolean
  /** Whether it is as strict as the FAPI 2.0 Security Profile wants it. */
  fapi: boolean
  accessTokens: 'jwt' | 'opaque'
  accessTokenSeconds: number
  /** What tokens are bound to, so that whoever steals one has nothing (RFC 9449, RFC 8705 §3). */
  binding: 'none' | 'dpop' | 'certificate'
  /** Whether a refresh token is good for one use only. */
  rotation: boolean
  clientAuth: ClientAuth
  idTokenAlg: 'RS256' | 'PS256' | 'ES256'
  /** How the key of an ID token is hidden from all but the client; undefined: not at all. */
  idTokenEncryption: 'RSA-OAEP-256' | 'ECDH-ES' | undefined
  /** Whether userinfo comes as a JWT, signed as ID tokens are. */
  signedUserinfo: boolean
  /** The one way authorization responses come back; undefined: whichever is asked for. */
  responseMode: 'query' | 'form_post' | 'query.jwt' | 'form_post.jwt' | undefined
  /** Whether authorization requests must be signed (RFC 9101 §10.5). */
  signedRequests: boolean
  /** Whether it knows RFC 8707; if not, every access token is for its one API. */
  indicators: boolean
  /** Whether it can be asked to end its own session (OpenID Connect RP-Initiated Logout). */
  endSession: boolean
  /** Whether authorization requests must be pushed (RFC 9126 §5). */
  requirePar: boolean
}

export const usualTraits: Traits = {
  path: '',
  tls: false,
  fapi: false,
  accessTokens: 'jwt',
  // Short, so that refreshing is an everyday thing and not a surprise in production.
  accessTokenSeconds: 5 * 60,
  binding: 'none',
  rotation: true,
  clientAuth: 'client_secret_basic',
  idTokenAlg: 'RS256',
  idTokenEncryption: undefined,
  signedUserinfo: false,
  responseMode: undefined,
  signedRequests: false,
  indicators: true,
  endSession: true,
  requirePar: false,
}
