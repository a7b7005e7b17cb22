/** Who is registered: the app's BFF, and the API that may ask what an opaque access token is worth. */
import type { ClientMetadata } from 'oidc-provider'
import type { Registration, Traits } from './registration.ts'
import { tokenExchange } from './token-exchange.ts'

/** Of the certificate that the client proves itself with (RFC 8705 §2.1.2, in the order of RFC 4514). */
const clientSubject = 'CN=claimcheck'

export interface Introspector {
  clientId: string
  clientSecret: string
}

interface ClientsInput {
  client: Registration
  introspector: Introspector
  traits: Traits
}

export function clientsOf(input: ClientsInput): ClientMetadata[] {
  return [ours(input), api(input.introspector)]
}

function ours({ client, traits }: ClientsInput): ClientMetadata {
  const { idTokenEncryption, responseMode } = traits
  return {
    client_id: client.clientId,
    // Whoever proves itself by a key has no secret that could be lost.
    ...(traits.clientAuth.startsWith('client_secret') && { client_secret: client.clientSecret }),
    ...keysOf(client),
    client_name: 'Claimcheck',
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    response_types: ['code'],
    ...(responseMode && { response_modes: [responseMode] }),
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials', tokenExchange],
    ...provenBy(traits),
    ...signed(traits),
    ...(idTokenEncryption && {
      id_token_encrypted_response_alg: idTokenEncryption,
      id_token_encrypted_response_enc: 'A256GCM',
    }),
    // OpenID Connect Core §2: `auth_time` is otherwise optional.
    require_auth_time: true,
    ...(client.backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: client.backchannelLogoutUri,
      // With `sid` in ID and logout tokens, one device can be signed out without the others.
      backchannel_logout_session_required: true,
    }),
  }
}

function keysOf({ keys, jwksUri }: Registration): Partial<ClientMetadata> {
  if (jwksUri !== undefined) return { jwks_uri: jwksUri }
  return keys.length > 0 ? { jwks: { keys: [...keys] } } : {}
}

function provenBy({ clientAuth, binding }: Traits): Partial<ClientMetadata> {
  return {
    token_endpoint_auth_method: clientAuth,
    ...(clientAuth === 'tls_client_auth' && { tls_client_auth_subject_dn: clientSubject }),
    ...(binding === 'dpop' && { dpop_bound_access_tokens: true }),
    ...(binding === 'certificate' && { tls_client_certificate_bound_access_tokens: true }),
  }
}

function signed({ idTokenAlg, signedUserinfo, signedRequests }: Traits): Partial<ClientMetadata> {
  return {
    ...(signedUserinfo && { userinfo_signed_response_alg: idTokenAlg }),
    ...(signedRequests && { require_signed_request_object: true }),
  }
}

function api(introspector: Introspector): ClientMetadata {
  return {
    client_id: introspector.clientId,
    client_secret: introspector.clientSecret,
    // It signs nobody in, so it has nothing to be sent back to.
    redirect_uris: [],
    response_types: [],
    grant_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  }
}
