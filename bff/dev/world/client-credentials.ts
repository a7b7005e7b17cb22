/**
 * What our client proves itself with, by the traits of the server: a secret always, keys and a certificate
 * where they count. The private halves go to the BFF, the public ones into the registration.
 */
import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import type { JWK } from 'jose'
import type { Traits } from '../authorization-server/registration.ts'
import { type Authority, type Certificate, selfSigned } from '../certificates.ts'

export interface ClientCredentials {
  secret: string
  /** A JWKS, to sign with and to decrypt. */
  privateKeys?: string
  publicKeys: JWK[]
  certificate?: Certificate
}

export function createClientCredentials(traits: Traits, authority: Authority): ClientCredentials {
  const signs = traits.clientAuth === 'private_key_jwt' || traits.signedRequests
  const { idTokenEncryption: encryption } = traits
  const keys = [
    ...(signs ? [newKey('ES256', 'sig')] : []),
    ...(encryption ? [newKey(encryption, 'enc')] : []),
  ]
  const certificate = certificateFor(traits, authority)
  return {
    secret: randomBytes(32).toString('base64url'),
    ...(keys.length > 0 && { privateKeys: JSON.stringify({ keys }) }),
    publicKeys: [...keys.map(publicOf), ...(certificate ? [keyOf(certificate)] : [])],
    ...(certificate && { certificate }),
  }
}

function newKey(alg: string, use: 'sig' | 'enc'): JWK {
  const { privateKey } = alg.startsWith('RSA')
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = `${use}-${randomBytes(4).toString('hex')}`
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), kid, alg, use }
}

/** By name what is public, so that nothing else goes along. */
function publicOf({ kty, crv, x, y, n, e, kid, alg, use }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid, alg, use })) as JWK
}

function certificateFor({ clientAuth, binding }: Traits, authority: Authority) {
  if (clientAuth === 'self_signed_tls_client_auth') return selfSigned()
  const isAsked = clientAuth === 'tls_client_auth' || binding === 'certificate'
  return isAsked ? authority.issue({ name: 'claimcheck' }) : undefined
}

/** RFC 8705 §2.2.2: a certificate that no authority vouches for is registered as a key that has one. */
function keyOf({ cert }: Certificate): JWK {
  const certificate = new X509Certificate(cert)
  return {
    ...(certificate.publicKey.export({ format: 'jwk' }) as JWK),
    kid: 'certificate',
    x5c: [certificate.raw.toString('base64')],
  }
}
