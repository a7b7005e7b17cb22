/**
 * Our own keys as WebCrypto has them, from the private JWKS of the settings (config/client-keys.ts, which
 * has judged them): the one that signs and the ones that decrypt, each good for one algorithm and one
 * purpose (FAPI 2.0 §6.8), and not to be exported again. And their public parts, as they are published.
 */
import { type webcrypto, createPrivateKey } from 'node:crypto'
import type { ClientKey } from '../config/client-keys.ts'
import type { OidcConfig } from '../config/config.ts'

export interface OwnKey {
  kid: string
  alg: string
  key: webcrypto.CryptoKey
}

/**
 * The one that signs: the first, so that a key can be published before it is used (SX-07).
 * @throws Error when there is none; the settings are judged so that whoever needs one has one
 */
export function signingKeyOf({ clientKeys }: Pick<OidcConfig, 'clientKeys'>): OwnKey {
  const first = clientKeys.find(({ use }) => use === 'sig')
  if (first === undefined) throw new Error('No key to sign with: see registration-agreement.ts.')
  return ownKey(first, ['sign'])
}

/** Those for the one algorithm that was agreed; several while one is replaced by another. */
export function decryptionKeysOf(oidc: Pick<OidcConfig, 'clientKeys' | 'idTokenEnc'>): OwnKey[] {
  return oidc.clientKeys
    .filter(({ use, alg }) => use === 'enc' && alg === oidc.idTokenEnc)
    .map((key) => ownKey(key, key.alg.startsWith('RSA') ? ['decrypt'] : ['deriveBits']))
}

/**
 * What is published: every key that may have signed something, and of those to encrypt to only the one in
 * use, so that nobody encrypts to one that is about to go; it still opens what is on its way.
 */
export function publicKeysOf({ clientKeys }: Pick<OidcConfig, 'clientKeys'>): PublicKey[] {
  const inUse = clientKeys.find(({ use }) => use === 'enc')
  return clientKeys.filter((key) => key.use === 'sig' || key === inUse).map(publicKeyOf)
}

export interface PublicKey {
  kid: string
  alg: string
  use: ClientKey['use']
  [member: string]: string | undefined
}

/** Public members by name, rather than all without the private ones: nothing can be forgotten here. */
function publicKeyOf({ kid, alg, use, jwk }: ClientKey): PublicKey {
  const { kty, n, e, crv, x, y } = jwk
  return { kid, alg, use, kty, n, e, crv, x, y }
}

function ownKey({ kid, alg, jwk }: ClientKey, usages: webcrypto.KeyUsage[]): OwnKey {
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
  return { kid, alg, key: key.toCryptoKey(algorithmOf(alg, jwk.crv), false, usages) }
}

/** From the names of JOSE (RFC 7518 §3.1, §4.1) to those of WebCrypto. */
function algorithmOf(alg: string, crv = '') {
  const hash = `SHA-${alg.slice(-3)}`
  if (alg.startsWith('RSA-OAEP')) return { name: 'RSA-OAEP', hash }
  if (alg.startsWith('PS')) return { name: 'RSA-PSS', hash }
  if (alg.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash }
  if (alg.startsWith('ES')) return { name: 'ECDSA', namedCurve: crv }
  if (alg.startsWith('Ed')) return { name: 'Ed25519' }
  return crv === 'X25519' ? { name: 'X25519' } : { name: 'ECDH', namedCurve: crv }
}
