/**
 * Every place where the liar can lie, and the truth for each. A lie is a fact that differs or a hook that
 * gets the honest value and answers with another; a conformance module names the one it needs.
 */
import type { JWK, JWTHeaderParameters, JWTPayload } from 'jose'
import type { Endpoint, Grant } from './books.ts'
import type { Registration } from './client-keys.ts'
import type { KeyRing, SigningKey } from './keys.ts'
import type { NonceRule } from './nonces.ts'
import type { Answer, Json, Seen } from './wire.ts'

export type ClientAuth =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth'

export interface Facts extends Registration {
  clientId: string
  clientSecret: string
  /** Which ways of client authentication it takes and advertises. */
  clientAuth: ClientAuth[]
  /** What client assertions are for: the issuer alone (RFC 10070), or as servers had it before. */
  assertionAudience: 'issuer' | 'token-endpoint'
  /** What it signs with, fixed when it opens. */
  idTokenAlg: string
  /** ID tokens go out encrypted to the client's key for that (OIDC Core §10.2). */
  idTokenEncryption?: { alg: string; enc: string } | undefined
  /** RFC 9207: sends `iss` with every authorization response, and says so. */
  supportsIss: boolean
  /** RFC 9126 §5: takes pushed authorization requests only. */
  requirePar: boolean
  /** RFC 9101 §10.5: takes signed request objects only. */
  requireRequestObject: boolean
  /** Access tokens are useless without a key (RFC 9449) or the client's certificate (RFC 8705). */
  bindsTokens: 'no' | 'dpop' | 'certificate'
  /** RFC 9449 §8: whether proofs need a nonce, and how long one is good. */
  nonces: NonceRule
  /** How it spells the scheme in challenges. */
  dpopScheme: string
  /** Which endpoints have an alias at the port that asks for certificates (RFC 8705 §5). */
  aliased: Endpoint[]
  rotatesRefreshTokens: boolean
  /** Userinfo as a signed JWT (OIDC Core §5.3.2). */
  signsUserinfo: boolean
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
  /** JARM: the parameters inside the JWT, the key, and the text after signing. */
  responseClaims(claims: JWTPayload): JWTPayload
  signResponseWith(keys: KeyRing): SigningKey | Promise<SigningKey>
  responseJwt(jwt: string): string
  idTokenHeader(header: JWTHeaderParameters): JWTHeaderParameters
  idTokenClaims(claims: JWTPayload, grant: Grant): JWTPayload
  signWith(keys: KeyRing): SigningKey | Promise<SigningKey>
  /** After signing: the text that goes into the token response, or into its encryption. */
  idToken(jwt: string): string
  /** After encryption. */
  encryptedIdToken(jwe: string, jwt: string): string
  tokenResponse(response: Json, grant: Grant): Json
  userinfo(claims: Json): Json
  signUserinfoWith(keys: KeyRing): SigningKey | Promise<SigningKey>
  userinfoJwt(jwt: string): string
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
  assertionAudience: 'issuer',
  idTokenAlg: 'RS256',
  supportsIss: true,
  requirePar: false,
  requireRequestObject: false,
  bindsTokens: 'no',
  nonces: 'none',
  dpopScheme: 'DPoP',
  aliased: ['par', 'token', 'userinfo', 'revocation'],
  rotatesRefreshTokens: true,
  signsUserinfo: false,
  backchannelLogout: false,
  frontchannelLogout: false,
  accessTokenSeconds: 300,
  padding: '',
  person: { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.test', email_verified: true },
  clock: Date,
  discovery: (document) => document,
  jwks: (set) => set,
  authorizationResponse: (response) => response,
  responseClaims: (claims) => claims,
  signResponseWith: (keys) => keys.current(),
  responseJwt: (jwt) => jwt,
  idTokenHeader: (header) => header,
  idTokenClaims: (claims) => claims,
  signWith: (keys) => keys.current(),
  idToken: (jwt) => jwt,
  encryptedIdToken: (jwe) => jwe,
  tokenResponse: (response) => response,
  userinfo: (claims) => claims,
  signUserinfoWith: (keys) => keys.current(),
  userinfoJwt: (jwt) => jwt,
  endSessionReturn: (response) => response,
  logoutTokenHeader: (header) => header,
  logoutTokenClaims: (claims) => claims,
  signLogoutWith: (keys) => keys.current(),
  logoutToken: (jwt) => jwt,
  frontchannelQuery: (query) => query,
  wire: {},
}
