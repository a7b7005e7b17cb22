/**
 * What jose does for us (this file alone imports it): the transaction cookie, sealed so that nobody but us
 * can read or change it; ID tokens signed with the client secret, which openid-client leaves to its caller;
 * logout tokens, which openid-client does not know; and proofs for APIs, which it would make for fetch alone.
 */
import {
  CompactSign,
  type CryptoKey,
  EncryptJWT,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
  compactDecrypt,
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtDecrypt,
  jwtVerify,
} from 'jose'
import type { Keyring } from '../storage/keyring.ts'

const purpose = 'transaction-cookie'

/** Seals `payload` until `expiresAtMs` (JWE, direct key, A256GCM; the key id stands in the header). */
export function sealToken(
  payload: Record<string, unknown>,
  keyring: Keyring,
  expiresAtMs: number,
): Promise<string> {
  const { id, key } = keyring.writeKey(purpose)
  return new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: Buffer.from(id).toString('hex') })
    .setExpirationTime(Math.floor(expiresAtMs / 1000))
    .encrypt(key)
}

/** @returns the payload, or undefined when it is not ours, was changed, or is past its time */
export async function openToken(
  sealed: string,
  keyring: Keyring,
  nowMs: number,
): Promise<Record<string, unknown> | undefined> {
  try {
    const { payload } = await jwtDecrypt(
      sealed,
      ({ kid }) => {
        const key = kid && keyring.readKey(purpose, Buffer.from(kid, 'hex'))
        if (!key) throw new Error('sealed with a key we do not hold')
        return key
      },
      {
        currentDate: new Date(nowMs),
        clockTolerance: 0,
        requiredClaims: ['exp'],
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      },
    )
    return payload
  } catch {
    return undefined // every failure means the same: this cookie proves nothing
  }
}

/** Throws unless `token` carries an HS256 signature made with `secret` (OpenID Connect Core §3.1.3.7-8). */
export async function verifyWithSecret(token: string, secret: string): Promise<void> {
  await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] })
}

/** @throws Error unless this is a JWE for the key that `keyFor` chooses, by this very algorithm */
export async function decrypt(
  jwe: string,
  algorithm: string,
  keyFor: (header: { kid?: string }) => CryptoKey,
): Promise<string> {
  const { plaintext } = await compactDecrypt(jwe, keyFor, { keyManagementAlgorithms: [algorithm] })
  return new TextDecoder().decode(plaintext)
}

export interface UnverifiedToken {
  header: Record<string, unknown>
  claims: Record<string, unknown>
}

/** What a JWS says of itself, proven by nothing yet. @returns undefined when it is no compact JWS at all */
export function unverified(token: string): UnverifiedToken | undefined {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return undefined
  }
}

/** A JWKS to choose from by `kid`, `alg` and `use`; keys in the token's own header are not looked at. */
export type KeySet = ReturnType<typeof createLocalJWKSet>
export type KeyChoice = (header: JWTHeaderParameters) => ReturnType<KeySet>

/** @throws Error when this is no JWKS */
export function createKeySet(jwks: unknown): KeySet {
  return createLocalJWKSet(jwks as JSONWebKeySet) // it looks for itself
}

export interface SignatureExpectations {
  /** The one algorithm: the token's header never chooses (RFC 8725 §3.1). */
  algorithm: string
  nowMs: number
  clockToleranceSeconds: number
}

/** @throws Error unless the signature holds and `exp` and `nbf` do @returns the claims, now proven */
export async function verifySigned(
  token: string,
  key: KeyChoice | Uint8Array,
  { algorithm, nowMs, clockToleranceSeconds }: SignatureExpectations,
): Promise<JWTPayload> {
  const options = {
    algorithms: [algorithm],
    currentDate: new Date(nowMs),
    clockTolerance: clockToleranceSeconds,
  }
  // Two calls, because jose tells its overloads apart by the kind of key.
  const { payload } =
    typeof key === 'function'
      ? await jwtVerify(token, key, options)
      : await jwtVerify(token, key, options)
  return payload
}

/** Of our own claims, so without the copies and checks of SignJWT, which would cost a sixth of it all. */
export function signToken(claims: JWTPayload, header: JWTHeaderParameters, key: CryptoKey) {
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(key)
}
