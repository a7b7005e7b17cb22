/** DPoP proofs (RFC 9449) as an honest client makes them: a new one for each request, the nonce learned first. */
import { createHash, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'

export interface Proofs {
  sign(url: string, method: string, token: string | undefined, nonce: string): Promise<string>
}

export function createProofs(): Proofs {
  const made = generateKeyPair('ES256', { extractable: true })
  return {
    async sign(url, method, token, nonce) {
      const { privateKey, publicKey } = (await made) as Record<
        'privateKey' | 'publicKey',
        CryptoKey
      >
      const ath = token && createHash('sha256').update(token).digest('base64url')
      const htu = url.replace(/[?#].*/, '')
      return new SignJWT({ htm: method, htu, ath, nonce, jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
        .setIssuedAt()
        .sign(privateKey)
    },
  }
}

/** Once without a nonce, to learn it, and once with it; or once only, where there is no DPoP. */
export async function withProof(
  proofs: Proofs | undefined,
  url: string,
  method: string,
  token: string | undefined,
  send: (proof: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  if (!proofs) return send({})
  const first = await send({ dpop: await proofs.sign(url, method, token, '') })
  const nonce = first.headers.get('dpop-nonce')
  if (first.ok || nonce === null) return first
  return send({ dpop: await proofs.sign(url, method, token, nonce) })
}
