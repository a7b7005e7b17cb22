/**
 * The ID token: who signed in, for whom, when (OIDC Core §2). Names nobody, as many servers do, so that
 * a client has to ask userinfo. Header, claims, key and the finished text can each be lied about.
 */
import { createHash } from 'node:crypto'
import { CompactEncrypt, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import type { Books, Grant } from './books.ts'
import { encryptionKey } from './client-keys.ts'

/** A header member that the liar may call critical, and no client knows (RFC 7515 §4.1.11). */
export const strangeExtension = 'https://liar.example/extension'

export async function issueIdToken(
  books: Books,
  grant: Grant,
  accessToken: string,
): Promise<string> {
  const { lies } = books
  const key = await lies.signWith(books.keys)
  const header: JWTHeaderParameters = { alg: key.alg, ...(key.kid && { kid: key.kid }) }
  const claims = lies.idTokenClaims(claimsOf(books, grant, accessToken), grant)
  const jwt = await new SignJWT(claims)
    .setProtectedHeader(lies.idTokenHeader(header))
    .sign(key.privateKey, { crit: { [strangeExtension]: true } })
  const signed = lies.idToken(jwt)
  const idToken = await encrypted(books, signed)
  books.issued.push(...new Set([signed, idToken]))
  for (const text of [signed, idToken]) books.idTokens.set(text, claims)
  return idToken
}

/** A JWT in a JWE, where that was agreed (OIDC Core §16.14: signed first, then encrypted). */
async function encrypted({ lies }: Books, signed: string): Promise<string> {
  if (lies.idTokenEncryption === undefined) return signed
  const { alg, enc } = lies.idTokenEncryption
  const { kid, key } = await encryptionKey(lies, alg)
  const jwe = await new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg, enc, cty: 'JWT', ...(kid && { kid }) })
    .encrypt(key)
  return lies.encryptedIdToken(jwe, signed)
}

function claimsOf({ issuer, lies }: Books, grant: Grant, accessToken: string): JWTPayload {
  const now = Math.floor(lies.clock.now() / 1000)
  return {
    iss: issuer,
    sub: lies.person.sub,
    aud: lies.clientId,
    iat: now,
    exp: now + 300,
    auth_time: grant.authTime,
    sid: grant.sid,
    at_hash: hashOf(accessToken, lies.idTokenAlg),
    ...(grant.acr && { acr: grant.acr }),
    // OIDC Core §12.2: SHOULD NOT be in the ID token of a refresh.
    ...(grant.nonce && grant.refreshes === 0 && { nonce: grant.nonce }),
  }
}

/** OIDC Core §3.1.3.6: the left half of the hash by the signature's own algorithm, which Ed25519 hides. */
function hashOf(accessToken: string, alg: string): string {
  const bits = alg === 'EdDSA' ? 512 : 256
  const hash = createHash(`sha${bits}`).update(accessToken).digest()
  return hash.subarray(0, bits / 16).toString('base64url')
}
