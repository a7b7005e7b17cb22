/**
 * JWE and HMAC verification, by jose (alone imports it). Two uses: the transaction cookie, sealed so that
 * nobody but us can read or change it, and ID tokens signed with the client secret, which openid-client
 * leaves to its caller.
 */
import { EncryptJWT, compactVerify, jwtDecrypt } from 'jose'
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
