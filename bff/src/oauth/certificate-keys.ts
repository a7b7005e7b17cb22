/**
 * Certificates that nobody vouches for, as keys with a certificate in them: by these the authorization server
 * knows the client (RFC 8705 §2.2.2). The first one of the file is shown; all are published, so that the
 * next one can be known before it is shown.
 */
import { X509Certificate, createHash } from 'node:crypto'
import type { OidcConfig } from '../config/config.ts'

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

export interface CertificateKey {
  kid: string
  x5c: [string]
  [member: string]: string | [string] | undefined
}

export function certificateKeysOf({
  clientAuth,
  certificate,
}: Pick<OidcConfig, 'clientAuth' | 'certificate'>): CertificateKey[] {
  if (clientAuth !== 'self_signed_tls_client_auth' || certificate === undefined) return []
  return [...certificate.cert.matchAll(pem)].map(([text]) => keyOf(new X509Certificate(text)))
}

function keyOf({ publicKey, raw }: X509Certificate): CertificateKey {
  const { kty, n, e, crv, x, y } = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(raw).digest('base64url') // RFC 8705 §3.1: its thumbprint
  return { kid, kty, n, e, crv, x, y, x5c: [raw.toString('base64')] }
}
