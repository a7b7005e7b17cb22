/** GET {issuer}/.well-known/openid-configuration → the metadata (OIDC Discovery §3, RFC 8414 §2). */
import type { Books } from './books.ts'
import { type Answer, json } from './wire.ts'

export function discovery({ issuer, endpoints, lies }: Books): Answer {
  return json(
    lies.discovery({
      issuer,
      authorization_endpoint: endpoints.authorize,
      token_endpoint: endpoints.token,
      userinfo_endpoint: endpoints.userinfo,
      jwks_uri: endpoints.jwks,
      revocation_endpoint: endpoints.revocation,
      end_session_endpoint: endpoints.endSession,
      pushed_authorization_request_endpoint: endpoints.par,
      require_pushed_authorization_requests: lies.requirePar,
      authorization_response_iss_parameter_supported: lies.supportsIss,
      scopes_supported: ['openid', 'profile', 'email', 'phone', 'address', 'offline_access'],
      claims_supported: ['sub', 'name', 'email', 'email_verified'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [lies.idTokenAlg],
      token_endpoint_auth_methods_supported: lies.clientAuth,
      revocation_endpoint_auth_methods_supported: lies.clientAuth,
    }),
  )
}
