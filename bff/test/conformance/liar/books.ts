/**
 * The liar's books: what it has handed out and may be asked for again. Codes and rotated refresh tokens
 * are taken, not read, so a second use finds nothing (RFC 6749 §4.1.2, RFC 9700 §4.14.2).
 * Everything handed out carries a marker and stays on the list `issued`, for scans of logs and answers.
 */
import { randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Binding } from './binding.ts'
import { createKeyRing, type KeyRing } from './keys.ts'
import type { Lies } from './lies.ts'
import { createNonces, type Nonces } from './nonces.ts'

/** What a person agreed to at the authorization endpoint; codes and tokens all point at one of these. */
export interface Grant {
  redirectUri: string
  codeChallenge: string
  nonce: string | undefined
  scope: string
  /** RFC 8707. */
  resources: string[]
  acr: string | undefined
  /** Seconds since the epoch. */
  authTime: number
  sid: string
  /** Which request to the token endpoint this is: 0 with the code, then 1, 2 … with refresh tokens. */
  refreshes: number
  /** The DPoP key the code was bound to (RFC 9449 §10). */
  codeJkt: string | undefined
  /** What an access token of this grant is bound to. */
  binding: Binding
}

export type Endpoint =
  | 'discovery'
  | 'jwks'
  | 'authorize'
  | 'par'
  | 'token'
  | 'userinfo'
  | 'revocation'
  | 'endSession'

export interface Books {
  issuer: string
  endpoints: Record<Endpoint, string>
  /** The same endpoints at the port that asks for certificates. */
  aliases: Partial<Record<Endpoint, string>>
  lies: Lies
  keys: KeyRing
  nonces: Nonces
  /** Of client assertions and DPoP proofs: each once. */
  jtis: Set<string>
  /** By `request_uri`. */
  pushed: Map<string, { request: AuthorizationRequest; expiresAt: number }>
  codes: Map<string, Grant>
  accessTokens: Map<string, Grant>
  refreshTokens: Map<string, Grant>
  issued: string[]
  /** Claims of each ID token, by its text as it was sent and as it was signed. */
  idTokens: Map<string, JWTPayload>
  /** Whoever signed in, in order: what a logout token can be about. */
  signIns: { sub: string; sid: string }[]
  /** What the client answered when it was told of a logout. */
  told: Response[]
}

/** @param aliasOrigin of the port that asks for certificates, if there is one */
export async function createBooks(
  issuer: string,
  lies: Lies,
  aliasOrigin?: string,
): Promise<Books> {
  // A new path each time, so that a client which does not read the metadata finds nothing (MD-04).
  const base = issuer.replace(/\/$/, '')
  const at = (name: string) => `${base}/${name}-${randomBytes(4).toString('hex')}`
  const endpoints = {
    discovery: `${base}/.well-known/openid-configuration`,
    jwks: at('jwks'),
    authorize: at('authorize'),
    par: at('par'),
    token: at('token'),
    userinfo: at('userinfo'),
    revocation: at('revocation'),
    endSession: at('end-session'),
  }
  return {
    issuer,
    endpoints,
    aliases: aliasOrigin === undefined ? {} : aliasesOf(endpoints, lies.aliased, aliasOrigin),
    lies,
    keys: await createKeyRing(lies.idTokenAlg),
    nonces: createNonces(() => lies.nonces),
    jtis: new Set(),
    pushed: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    issued: [],
    idTokens: new Map(),
    signIns: [],
    told: [],
  }
}

function aliasesOf(endpoints: Record<Endpoint, string>, aliased: Endpoint[], origin: string) {
  const moved = (name: Endpoint) => [name, origin + new URL(endpoints[name]).pathname]
  return Object.fromEntries(aliased.map(moved)) as Partial<Record<Endpoint, string>>
}

/** The beginning of every secret the liar hands out. Base64url text, so it survives in URLs. */
const marker = 'liar-marked-'

export function issue(books: Books, kind: 'code' | 'at' | 'rt'): string {
  const secret = `${marker}${kind}-${randomBytes(32).toString('base64url')}${books.lies.padding}`
  books.issued.push(secret)
  return secret
}

export function take<Value>(from: Map<string, Value>, key: string | null): Value | undefined {
  if (key === null) return undefined
  const value = from.get(key)
  from.delete(key)
  return value
}
