/** GET {issuer}/.well-known/openid-configuration → the metadata (OIDC Discovery §3, RFC 8414 §2). */
import type { Books, Endpoint } from './books.ts'
import { responseModes } from './response-mode.ts'
import { type Answer, json, type Json } from './wire.ts'

const signingAlgs = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

export function discovery({ issuer, endpoints, aliases, lies }: Books): Answer {
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
      response_modes_supported: responseModes,
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [lies.idTokenAlg],
      token_endpoint_auth_methods_supported: lies.clientAuth,
      revocation_endpoint_auth_methods_supported: lies.clientAuth,
      ...(lies.clientAuth.some((way) => way.endsWith('_jwt')) && assertions(lies.clientAuth)),
      authorization_signing_alg_values_supported: [lies.idTokenAlg],
      request_object_signing_alg_values_supported: signingAlgs,
      require_signed_request_object: lies.requireRequestObject,
      ...(lies.signsUserinfo && { userinfo_signing_alg_values_supported: [lies.idTokenAlg] }),
      ...(lies.idTokenEncryption && {
        id_token_encryption_alg_values_supported: [lies.idTokenEncryption.alg],
        id_token_encryption_enc_values_supported: [lies.idTokenEncryption.enc],
      }),
      ...(lies.bindsTokens === 'dpop' && { dpop_signing_alg_values_supported: signingAlgs }),
      tls_client_certificate_bound_access_tokens: lies.bindsTokens === 'certificate',
      ...(Object.keys(aliases).length > 0 && { mtls_endpoint_aliases: named(aliases) }),
    }),
  )
}

/** RFC 8414 §2: to be told wherever a method needs a signature. */
function assertions(methods: string[]): Json {
  const macs = methods.includes('client_secret_jwt') ? ['HS256'] : []
  const algs = methods.includes('private_key_jwt') ? signingAlgs : []
  return {
    token_endpoint_auth_signing_alg_values_supported: [...macs, ...algs],
    revocation_endpoint_auth_signing_alg_values_supported: [...macs, ...algs],
  }
}

const names: Partial<Record<Endpoint, string>> = {
  par: 'pushed_authorization_request_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  revocation: 'revocation_endpoint',
}

function named(aliases: Partial<Record<Endpoint, string>>): Json {
  return Object.fromEntries(
    Object.entries(aliases).map(([name, url]) => [names[name as Endpoint] ?? name, url]),
  )
}
