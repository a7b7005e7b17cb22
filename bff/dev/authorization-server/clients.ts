/** Who is registered: the app's BFF, and the API that may ask what an opaque access token is worth. */
import type { ClientMetadata } from 'oidc-provider'
import type { Registration, Traits } from './registration.ts'

export interface Introspector {
  clientId: string
  clientSecret: string
}

interface ClientsInput {
  client: Registration
  introspector: Introspector
  traits: Traits
}

export function clientsOf({ client, introspector, traits }: ClientsInput): ClientMetadata[] {
  return [
    {
      client_id: client.clientId,
      client_secret: client.clientSecret,
      client_name: 'Claimcheck',
      redirect_uris: client.redirectUris,
      post_logout_redirect_uris: client.postLogoutRedirectUris,
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: traits.clientAuth,
      id_token_signed_response_alg: traits.idTokenAlg,
      // OpenID Connect Core §2: `auth_time` is otherwise optional.
      require_auth_time: true,
      ...(client.backchannelLogoutUri !== undefined && {
        backchannel_logout_uri: client.backchannelLogoutUri,
        // With `sid` in ID and logout tokens, one device can be signed out without the others.
        backchannel_logout_session_required: true,
      }),
    },
    {
      client_id: introspector.clientId,
      client_secret: introspector.clientSecret,
      // It signs nobody in, so it has nothing to be sent back to.
      redirect_uris: [],
      response_types: [],
      grant_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ]
}
