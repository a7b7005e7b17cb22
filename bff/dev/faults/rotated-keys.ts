/**
 * An authorization server that has changed its keys, as the BFF sees one: ID tokens come signed with a key that
 * is new, and its public half stands in the key set beside the old ones. Done between the two, so that it happens
 * at a server of your own as well. Encrypted ID tokens pass as they are: we could not open them.
 */
import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from 'jose'

interface NewKey {
  privateKey: CryptoKey
  published: JWK
}

export interface RotatedKeys {
  /** An answer of the token endpoint, with its ID token signed anew. */
  signedAnew(answer: Response): Promise<Response>
  /** Every answer: if it is a key set and keys were rotated, the new ones stand in it. */
  published(answer: Response): Promise<Response>
}

export function createRotatedKeys(): RotatedKeys {
  const keys = new Map<string, Promise<NewKey>>()
  const keyFor = (alg: string) => {
    const known = keys.get(alg) ?? newKey(alg)
    keys.set(alg, known)
    return known
  }
  return {
    async signedAnew(answer) {
      const body = (await answer.json()) as Record<string, unknown>
      const { id_token: token } = body
      const isSigned = typeof token === 'string' && token.split('.').length === 3
      const again = isSigned ? { ...body, id_token: await signAnew(token, keyFor) } : body
      return Response.json(again, { status: answer.status })
    },
    async published(answer) {
      if (keys.size === 0) return answer
      const body = (await answer
        .clone()
        .json()
        .catch(() => ({}))) as { keys?: unknown }
      if (!Array.isArray(body.keys)) return answer
      const added = await Promise.all(keys.values())
      return Response.json({ ...body, keys: [...body.keys, ...added.map((key) => key.published)] })
    },
  }
}

async function newKey(alg: string): Promise<NewKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const jwk = await exportJWK(publicKey)
  return { privateKey, published: { ...jwk, alg, use: 'sig', kid: `rotated-${alg}` } }
}

async function signAnew(token: string, keyFor: (alg: string) => Promise<NewKey>): Promise<string> {
  const { alg = 'RS256', ...header } = decodeProtectedHeader(token)
  const { privateKey, published } = await keyFor(alg)
  return new SignJWT(decodeJwt(token))
    .setProtectedHeader({ ...header, alg, kid: published.kid ?? '' })
    .sign(privateKey)
}
