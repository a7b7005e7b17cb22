/**
 * The plain client's signatures: assertions, proofs and request objects made by hand, each right unless
 * told otherwise. No code of ours that might share a mistake with what it is compared with.
 */
import { createHash, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { Liar } from '../liar.ts'
import { assertionType } from './assertion.ts'

export interface PlainKey {
  privateKey: CryptoKey
  publicJwk: JWK
}

export async function createPlainKey(): Promise<PlainKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'plain' } }
}

export function secondsNow(): number {
  return Math.floor(Date.now() / 1000)
}

export interface Deviation {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** The fields that replace the client secret. */
export async function assertion(
  liar: Liar,
  key: CryptoKey | Uint8Array,
  { claims, header }: Deviation = {},
): Promise<Record<string, string>> {
  const now = secondsNow()
  const { clientId, issuer } = liar
  const jwt = await new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: issuer,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({
      ...(key instanceof Uint8Array ? { alg: 'HS256' } : { alg: 'ES256', kid: 'plain' }),
      typ: 'client-authentication+jwt',
      ...header,
    })
    .sign(key)
  return { client_assertion_type: assertionType, client_assertion: jwt }
}

/** The `DPoP` header field. */
export async function proof(
  { privateKey, publicJwk: { kty, crv, x, y } }: PlainKey,
  call: { method: string; url: string; accessToken?: string; nonce?: string | null },
  { claims, header }: Deviation = {},
): Promise<{ dpop: string }> {
  const { method, url, accessToken, nonce } = call
  const jwt = await new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: secondsNow(),
    ...(accessToken && { ath: createHash('sha256').update(accessToken).digest('base64url') }),
    ...(nonce && { nonce }),
    ...claims,
  })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'dpop+jwt',
      jwk: { kty, crv, x, y } as JWK,
      ...header,
    })
    .sign(privateKey)
  return { dpop: jwt }
}

/** RFC 9101. */
export async function requestObject(
  liar: Liar,
  { privateKey }: PlainKey,
  parameters: URLSearchParams,
  { claims, header }: Deviation = {},
): Promise<string> {
  const now = secondsNow()
  return new SignJWT({
    ...Object.fromEntries(parameters),
    iss: liar.clientId,
    aud: liar.issuer,
    nbf: now,
    exp: now + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'plain', typ: 'oauth-authz-req+jwt', ...header })
    .sign(privateKey)
}
