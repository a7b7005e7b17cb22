/**
 * What tokens are bound to. DPoP (RFC 9449): a key of the client's, proven anew with each request and with
 * a nonce of ours. A certificate (RFC 8705): the one that the connection was made with.
 *
 * The trust anchor is the world's own authority; a certificate that signed itself is known by its
 * registration instead (§2.2). Who comes without one is refused by oidc-provider.
 */
import { randomBytes } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { Traits } from './registration.ts'

type Features = NonNullable<Configuration['features']>

export function bindingOf({
  binding,
  clientAuth,
}: Traits): Required<Pick<Features, 'dPoP' | 'mTLS'>> {
  return {
    dPoP: {
      enabled: binding === 'dpop',
      nonceSecret: randomBytes(32),
      requireNonce: () => true,
    },
    mTLS: {
      enabled: binding === 'certificate' || clientAuth.endsWith('tls_client_auth'),
      certificateBoundAccessTokens: true,
      tlsClientAuth: true,
      selfSignedTlsClientAuth: true,
      getCertificate: certificateIn,
      certificateAuthorized: ({ socket }) => socket instanceof TLSSocket && socket.authorized,
      certificateSubjectMatches: (ctx, property, expected) =>
        property === 'tls_client_auth_subject_dn' && certificateIn(ctx)?.subject === expected,
    },
  }
}

/** What the connection was made with, if anything: TLS has seen that the key belongs to it. */
export function certificateIn({ socket }: KoaContextWithOIDC) {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
}
