/** How the client proves who it is, and with which keys (OpenID Connect Core §9, RFC 7523, RFC 8705). */
import { certificateFault, privateKeyFault } from './certificates.ts'
import { clientKeysFault, parseClientKeys } from './client-keys.ts'
import type { SettingTable } from './setting.ts'
import { judged, listOf, oneOf } from './setting-values.ts'

export const clientSettings = {
  OIDC_CLIENT_AUTH: {
    meaning:
      'How the client proves itself: `client_secret_basic`, `client_secret_post`, `client_secret_jwt`, `private_key_jwt`, `tls_client_auth` or `self_signed_tls_client_auth`',
    default: 'client_secret_basic',
    example: 'private_key_jwt',
    value: oneOf(
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ),
  },
  OIDC_CLIENT_ASSERTION: {
    meaning:
      'Whom signed proofs are for: the `issuer` (RFC 10070); older servers want `token-endpoint`',
    default: 'issuer',
    example: 'token-endpoint',
    value: oneOf('issuer', 'token-endpoint'),
  },
  OIDC_CLIENT_KEYS: {
    meaning:
      'JWKS of our private keys (`pnpm keys`): the first with `use` `sig` signs, those with `enc` decrypt',
    secret: true,
    optional: true,
    example: 'paste-a-jwks-here',
    value: listOf(clientKeysFault, parseClientKeys),
  },
  OIDC_CLIENT_CERT: {
    meaning: 'Our certificate, PEM: for the two `tls` ways and for tokens bound to it (RFC 8705)',
    secret: true,
    optional: true,
    example: 'paste-a-certificate-here',
    value: judged(certificateFault),
  },
  OIDC_CLIENT_CERT_KEY: {
    meaning: 'Its private key, PEM',
    secret: true,
    optional: true,
    example: 'paste-its-key-here',
    value: judged(privateKeyFault),
  },
  OIDC_CA: {
    meaning: "Whom to believe beside Node's own list, PEM: its certificate's issuer",
    secret: true,
    optional: true,
    example: 'paste-a-certificate-here',
    value: judged(certificateFault),
  },
} satisfies SettingTable
