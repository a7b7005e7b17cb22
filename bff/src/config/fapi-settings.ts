/**
 * `OIDC_PROFILE=fapi2`: the same settings, narrowed to the FAPI 2.0 Security Profile (Final). What it
 * demands is the default, what contradicts it is refused at start like any other wrong value – so that
 * nobody has a profile in name whose protections were switched off one by one. PKCE with S256 needs no
 * switch, and `iss` in the response is demanded where the response is judged (RFC 9207).
 */
import { clientSettings } from './client-settings.ts'
import { providerSettings } from './provider-settings.ts'
import { requestSettings } from './request-settings.ts'
import { oneOfIn } from './setting-values.ts'

/** FAPI 2.0 §5.4.1. */
const algorithms = ['PS256', 'ES256', 'EdDSA'] as const
const why = 'with OIDC_PROFILE=fapi2'

export const fapiSettings = {
  OIDC_ID_TOKEN_ALG: {
    ...providerSettings.OIDC_ID_TOKEN_ALG,
    default: 'PS256',
    value: oneOfIn(why, ...algorithms),
  },
  // §5.3.3.1-2: no shared secret.
  OIDC_CLIENT_AUTH: {
    ...clientSettings.OIDC_CLIENT_AUTH,
    default: 'private_key_jwt',
    value: oneOfIn(why, 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'),
  },
  OIDC_CLIENT_ASSERTION: {
    ...clientSettings.OIDC_CLIENT_ASSERTION,
    value: oneOfIn(why, 'issuer'), // §5.3.3.1-5
  },
  OIDC_PAR: {
    ...requestSettings.OIDC_PAR,
    default: 'require',
    value: oneOfIn(why, 'require'), // §5.3.3.2-2
  },
  OIDC_DPOP: { ...requestSettings.OIDC_DPOP, default: 'require' }, // `off` with a certificate: agreement.ts
  OIDC_RESPONSE_ALG: {
    ...requestSettings.OIDC_RESPONSE_ALG,
    value: oneOfIn(why, ...algorithms),
  },
  OIDC_USERINFO_ALG: {
    ...requestSettings.OIDC_USERINFO_ALG,
    value: oneOfIn(why, ...algorithms),
  },
}
