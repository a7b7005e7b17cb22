/**
 * The client: us, as the authorization server knows us. Alone imports openid-client; everything that
 * crosses to the authorization server crosses here, in the wire's spelling, and comes back in ours.
 * How openid-client is set up stands in client-configuration.ts. It reads the system clock; our own times
 * come from the clock port.
 */
import * as openid from 'openid-client'
import type { OidcConfig } from '../config/config.ts'
import type { Ports } from '../ports.ts'
import { authorizationUrl } from './authorization-url.ts'
import { createConfiguration } from './client-configuration.ts'
import type { Client, RefreshGrant } from './client-verbs.ts'
import { createOpening } from './decryption.ts'
import type { IdTokenClaims } from './id-token.ts'
import { verifyWithSecret } from './jose.ts'
import { grantOf } from './token-set.ts'
import { signedUserinfoFault } from './userinfo.ts'

export function createClient(
  oidc: OidcConfig,
  { fetch, clock }: Pick<Ports, 'fetch' | 'clock'>,
): Client {
  const configuration = createConfiguration(openid, oidc, { fetch, clock })
  const open = createOpening(oidc)

  return {
    async authorizationUrl(parameters) {
      return authorizationUrl(openid, await configuration(), oidc, parameters)
    },

    challengeOf: openid.calculatePKCECodeChallenge,

    async redeemCode(callback, checks, resource) {
      const server = await configuration()
      const response = await openid.authorizationCodeGrant(
        server,
        callback,
        {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.codeVerifier,
          idTokenExpected: true,
          ...(checks.maxAge === undefined ? {} : { maxAge: checks.maxAge }),
        },
        resource === undefined ? undefined : { resource },
      )
      const { claims, ...grant } = await received(response)
      if (grant.idToken === undefined || claims === undefined) throw new Error('no ID token')
      return { ...grant, idToken: grant.idToken, claims }
    },

    async refresh(refreshToken, parameters) {
      const server = await configuration()
      return received(await openid.refreshTokenGrant(server, refreshToken, parameters))
    },

    async userinfo(accessToken, subject) {
      const server = await configuration()
      if (server.serverMetadata().userinfo_endpoint === undefined) return {}
      const claims = await openid.fetchUserInfo(server, accessToken, subject)
      const fault = oidc.userinfoAlg && signedUserinfoFault(claims, oidc)
      if (fault !== undefined) throw new Error(`signed userinfo: ${fault}`)
      return claims
    },

    async revoke(token, hint) {
      const server = await configuration()
      if (server.serverMetadata().revocation_endpoint === undefined) return
      await openid.tokenRevocation(server, token, { token_type_hint: hint })
    },

    async endSessionUrl(parameters) {
      const server = await configuration()
      if (server.serverMetadata().end_session_endpoint === undefined) return undefined
      return openid.buildEndSessionUrl(server, parameters)
    },

    async keysUrl() {
      return (await configuration()).serverMetadata().jwks_uri ?? '' // assertUsable: it is there
    },
  }

  async function received(
    response: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  ): Promise<RefreshGrant> {
    const grant = grantOf(response)
    const claims = response.claims() as IdTokenClaims | undefined
    if (grant.idToken === undefined || claims === undefined) return grant
    // openid-client has opened it for itself; we go on with the signed one, which is also what the server
    // understands as `id_token_hint` (OpenID Connect Core §3.1.2.1).
    const idToken = await open(grant.idToken)
    // The one algorithm whose signature openid-client leaves to us.
    if (oidc.idTokenAlg === 'HS256') await verifyWithSecret(idToken, oidc.clientSecret ?? '')
    return { ...grant, idToken, claims }
  }
}
