/**
 * How we prove who we are wherever only clients may ask: token, refresh, revocation and pushed requests.
 * By a secret, by a JWT that only we can have signed (OpenID Connect Core §9, RFC 7523 §3), or by the
 * certificate of the connection (RFC 8705 §2), which then needs nothing but our name in the body.
 *
 * RFC 10070: an assertion is for the issuer and says what it is. With an endpoint for its audience, a server
 * that names somebody else's endpoint as its own would get assertions that are good there (SX-05).
 */
import type { ClientAuth, ModifyAssertionOptions } from 'openid-client'
import type { OidcConfig } from '../config/config.ts'
import type { Clock } from '../ports.ts'
import type { Openid } from './client-configuration.ts'
import { signingKeyOf } from './client-keys.ts'

export function createClientAuthentication(
  openid: Openid,
  oidc: OidcConfig,
  clock: Clock,
): ClientAuth {
  const { clientSecret = '' } = oidc // there, or it would not have started (registration-agreement.ts)
  switch (oidc.clientAuth) {
    case 'client_secret_basic':
      return openid.ClientSecretBasic(clientSecret)
    case 'client_secret_post':
      return openid.ClientSecretPost(clientSecret)
    case 'client_secret_jwt':
      return signed((options) => openid.ClientSecretJwt(clientSecret, options))
    case 'private_key_jwt': {
      const { key, kid, alg } = signingKeyOf(oidc)
      return signed((options) => openid.PrivateKeyJwt({ key, kid }, options), alg)
    }
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return openid.TlsClientAuth()
  }

  /** Made anew for each request, repeated ones included: an assertion is good once (RFC 7523 §3-7). */
  function signed(by: (options: ModifyAssertionOptions) => ClientAuth, alg?: string): ClientAuth {
    return (server, ...request) => {
      const tokenEndpoint = oidc.clientAssertion === 'token-endpoint' && server.token_endpoint
      const shape: ModifyAssertionOptions[typeof openid.modifyAssertion] = (header, claims) => {
        if (alg !== undefined) header['alg'] = alg // the library says Ed25519 where the key says EdDSA
        header['typ'] = tokenEndpoint ? 'JWT' : 'client-authentication+jwt'
        Object.assign(claims, timesOf(clock.now(), oidc.clockToleranceSeconds))
        delete claims['nbf'] // says nothing that `iat` does not
        if (tokenEndpoint) claims['aud'] = tokenEndpoint
      }
      return by({ [openid.modifyAssertion]: shape })(server, ...request)
    }
  }
}

const lifetimeSeconds = 60
/** However far apart the clocks may be: a server may refuse what lives longer than five minutes. */
const mostSeconds = 60

/** So that neither a server whose clock is behind takes it for one of the future, nor one ahead for expired. */
function timesOf(nowMs: number, clockToleranceSeconds: number) {
  const now = Math.floor(nowMs / 1000)
  const apart = Math.min(clockToleranceSeconds, mostSeconds)
  return { iat: now - apart, exp: now + lifetimeSeconds + apart }
}

/** What assertions are signed with, if there are any. */
export function assertionAlgOf(oidc: OidcConfig): string | undefined {
  if (oidc.clientAuth === 'client_secret_jwt') return 'HS256'
  if (oidc.clientAuth !== 'private_key_jwt') return undefined
  return oidc.clientKeys.find(({ use }) => use === 'sig')?.alg
}
