/**
 * What the client registered with the liar beside its secret: public keys, by value or by the URL they
 * are published at (RFC 7591 §2, `jwks` and `jwks_uri`), and the certificate it will show. They are read
 * anew each time, so that a client may roll them.
 */
import { createHash, X509Certificate } from 'node:crypto'
import {
  type CryptoKey,
  createLocalJWKSet,
  importJWK,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose'

export interface Registration {
  clientJwks?: JSONWebKeySet | undefined
  clientJwksUri?: string | undefined
  /** RFC 8705 §2.1.2, as Node writes it: `CN=claimcheck`. */
  clientSubject?: string | undefined
  /** SHA-256 of the self-signed certificate's DER (RFC 8705 §2.2). */
  clientThumbprint?: string | undefined
}

/** Those that the client signs with. */
export async function clientKeys(registration: Registration): Promise<JWTVerifyGetKey> {
  return createLocalJWKSet(await registered(registration))
}

/** The key to encrypt to, under its `kid`. */
export async function encryptionKey(
  registration: Registration,
  alg: string,
): Promise<{ kid: string | undefined; key: CryptoKey }> {
  const { keys } = await registered(registration)
  const jwk = keys.find((one) => one.use === 'enc' && (one.alg ?? alg) === alg)
  if (jwk === undefined) throw new Error(`the client registered no key to encrypt to with ${alg}`)
  return { kid: jwk.kid, key: (await importJWK(jwk, alg)) as CryptoKey }
}

/** What a self-signed certificate is registered by. */
export function thumbprintOf(certificatePem: string): string {
  const { raw } = new X509Certificate(certificatePem)
  return createHash('sha256').update(raw).digest('base64url')
}

async function registered(registration: Registration): Promise<JSONWebKeySet> {
  const { clientJwks, clientJwksUri } = registration
  if (clientJwks !== undefined) return clientJwks
  if (clientJwksUri === undefined) return { keys: [] }
  return (await (await fetch(clientJwksUri)).json()) as JSONWebKeySet
}
