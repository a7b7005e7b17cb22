/**
 * Every place where the liar can lie, and the truth for each. A lie is a fact that differs or a hook that
 * gets the honest value and answers with another; a conformance module names the one it needs.
 */
import type { JWK, JWTHeaderParameters, JWTPayload } from 'jose'
import type { Endpoint, Grant } from './books.ts'
import type { KeyRing, SigningKey } from './keys.ts'
import type { Answer, Json, Seen } from './wire.ts'

export type ClientAuth = 'client_secret_basic' | 'client_secret_post'

export interface Facts {
  clientId: string
  clientSecret: string
  /** Which ways of client authentication it takes and advertises. */
  clientAuth: ClientAuth[]
  /** What it signs with, fixed when it opens. */
  idTokenAlg: string
  /** RFC 9207: sends `iss` with every authorization response, and says so. */
  supportsIss: boolean
  /** RFC 9126 §5: takes pushed authorization requests only. */
  requirePar: boolean
  rotatesRefreshTokens: boolean
  /** At its end-session endpoint it tells the client by back channel, or by a frame. */
  backchannelLogout: boolean
  frontchannelLogout: boolean
  accessTokenSeconds: number
  /** Appended to codes and tokens, for a client that thinks it knows how long they are. */
  padding: string
  person: { sub: string } & Json
  clock: { now(): number }
}

export interface Hooks {
  discovery(document: Json): unknown
  jwks(set: { keys: JWK[] }): unknown
  authorizationResponse(response: URLSearchParams): URLSearchParams
  idTokenHeader(header: JWTHeaderParameters): JWTHeaderParameters
  idTokenClaims(claims: JWTPayload, grant: Grant): JWTPayload
  signWith(keys: KeyRing): SigningKey | Promise<SigningKey>
  /** After signing: the text that goes into the token response. */
  idToken(jwt: string): string
  tokenResponse(response: Json, grant: Grant): Json
  userinfo(claims: Json): Json
  endSessionReturn(response: URLSearchParams): URLSearchParams
  logoutTokenHeader(header: JWTHeaderParameters): JWTHeaderParameters
  logoutTokenClaims(claims: JWTPayload): JWTPayload
  signLogoutWith(keys: KeyRing): SigningKey | Promise<SigningKey>
  /** After signing. */
  logoutToken(jwt: string): string
  frontchannelQuery(query: URLSearchParams): URLSearchParams
  /** The last word on any endpoint: the answer as it goes over the wire, or one that never comes. */
  wire: Partial<Record<Endpoint, (answer: Answer, request: Seen) => Answer | Promise<Answer>>>
}

export type Lies = Facts & Hooks

export const honest: Lies = {
  clientId: 'claimcheck',
  clientSecret: 'a-client-secret-that-only-tests-know',
  clientAuth: ['client_secret_basic', 'client_secret_post'],
  idTokenAlg: 'RS256',
  supportsIss: true,
  requirePar: false,
  rotatesRefreshTokens: true,
  backchannelLogout: false,
  frontchannelLogout: false,
  accessTokenSeconds: 300,
  padding: '',
  person: { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.test', email_verified: true },
  clock: Date,
  discovery: (document) => document,
  jwks: (set) => set,
  authorizationResponse: (response) => response,
  idTokenHeader: (header) => header,
  idTokenClaims: (claims) => claims,
  signWith: (keys) => keys.current(),
  idToken: (jwt) => jwt,
  tokenResponse: (response) => response,
  userinfo: (claims) => claims,
  endSessionReturn: (response) => response,
  logoutTokenHeader: (header) => header,
  logoutTokenClaims: (claims) => claims,
  signLogoutWith: (keys) => keys.current(),
  logoutToken: (jwt) => jwt,
  frontchannelQuery: (query) => query,
  wire: {},
}
