/**
 * The liar's books: what it has handed out and may be asked for again. Codes and rotated refresh tokens
 * are taken, not read, so a second use finds nothing (RFC 6749 §4.1.2, RFC 9700 §4.14.2).
 * Everything handed out carries a marker and stays on the list `issued`, for scans of logs and answers.
 */
import { randomBytes } from 'node:crypto'
import { createKeyRing, type KeyRing } from './keys.ts'
import type { Lies } from './lies.ts'

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
  lies: Lies
  keys: KeyRing
  /** By `request_uri`. */
  pushed: Map<string, URLSearchParams>
  codes: Map<string, Grant>
  accessTokens: Map<string, Grant>
  refreshTokens: Map<string, Grant>
  issued: string[]
  /** Whoever signed in, in order: what a logout token can be about. */
  signIns: { sub: string; sid: string }[]
  /** What the client answered when it was told of a logout. */
  told: Response[]
}

export async function createBooks(issuer: string, lies: Lies): Promise<Books> {
  // A new path each time, so that a client which does not read the metadata finds nothing (MD-04).
  const base = issuer.replace(/\/$/, '')
  const at = (name: string) => `${base}/${name}-${randomBytes(4).toString('hex')}`
  return {
    issuer,
    endpoints: {
      discovery: `${base}/.well-known/openid-configuration`,
      jwks: at('jwks'),
      authorize: at('authorize'),
      par: at('par'),
      token: at('token'),
      userinfo: at('userinfo'),
      revocation: at('revocation'),
      endSession: at('end-session'),
    },
    lies,
    keys: await createKeyRing(lies.idTokenAlg),
    pushed: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    issued: [],
    signIns: [],
    told: [],
  }
}

/** The beginning of every secret the liar hands out. Base64url text, so it survives in URLs. */
const marker = 'liar-marked-'

export function issue(books: Books, kind: 'code' | 'at' | 'rt' | 'request'): string {
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
