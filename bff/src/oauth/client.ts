/**
 * The client: us, as the authorization server knows us. Alone imports openid-client; everything that
 * crosses to the authorization server crosses here, in the wire's spelling, and comes back in ours.
 *
 * Discovery is lazy, so we start while the authorization server is down, and its result is kept (MD-08).
 * openid-client does not verify ID token signatures in the code flow unless told to: here it is told
 * (ASVS 6.8.2). It reads the system clock; our own times come from the clock port.
 */
import * as openid from 'openid-client'
import type { OidcConfig } from '../config/config.ts'
import type { Ports } from '../ports.ts'
import type { Client, RefreshGrant } from './client-verbs.ts'
import type { IdTokenClaims } from './id-token.ts'
import { verifyWithSecret } from './jose.ts'
import { createKept } from './kept.ts'
import { assertUsable } from './metadata.ts'
import { createProviderFetch } from './provider-fetch.ts'
import { grantOf } from './token-set.ts'

// An unknown key id may mean that keys were rotated: look again, but not at every made-up id (MD-07).
const coolDownMs = 10_000

export function createClient(
  oidc: OidcConfig,
  { fetch, clock }: Pick<Ports, 'fetch' | 'clock'>,
): Client {
  const insecure = oidc.issuer.startsWith('http:') // config allows it on loopback only
  const providerFetch = createProviderFetch(fetch) as openid.CustomFetch
  const configuration = createKept({ find: discover, renew: withAgedKeys, coolDownMs, clock })

  return {
    async authorizationUrl(parameters) {
      const server = await configuration()
      const pushed =
        oidc.par === 'require' || server.serverMetadata().require_pushed_authorization_requests
      return pushed
        ? openid.buildAuthorizationUrlWithPAR(server, parameters)
        : openid.buildAuthorizationUrl(server, parameters)
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
      return openid.fetchUserInfo(server, accessToken, subject)
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
    // The one algorithm whose signature openid-client leaves to us.
    if (oidc.idTokenAlg === 'HS256') await verifyWithSecret(grant.idToken, oidc.clientSecret)
    return { ...grant, claims }
  }

  async function discover(): Promise<openid.Configuration> {
    const found = await openid.discovery(
      new URL(oidc.issuer),
      oidc.clientId,
      undefined,
      authentication(),
      {
        [openid.customFetch]: providerFetch,
        timeout: oidc.timeoutMs / 1000,
        execute: insecure ? [openid.allowInsecureRequests] : [],
      },
    )
    const metadata = found.serverMetadata()
    assertUsable(metadata, oidc)
    return configure(metadata)
  }

  /**
   * openid-client looks again for an unknown key id only when its copy is a minute old, so a rotation
   * within that minute fails sign-ins. Each cool-down makes the copy a minute older than it is.
   */
  function withAgedKeys(current: openid.Configuration): openid.Configuration {
    const next = configure(current.serverMetadata())
    const keys = openid.getJwksCache(current)
    if (keys) openid.setJwksCache(next, { jwks: keys.jwks, uat: keys.uat - 60 })
    return next
  }

  function configure(metadata: openid.ServerMetadata): openid.Configuration {
    const client = {
      id_token_signed_response_alg: oidc.idTokenAlg,
      client_secret: oidc.clientSecret,
      [openid.clockTolerance]: oidc.clockToleranceSeconds,
    }
    const server = new openid.Configuration(metadata, oidc.clientId, client, authentication())
    server.timeout = oidc.timeoutMs / 1000
    server[openid.customFetch] = providerFetch
    if (insecure) openid.allowInsecureRequests(server)
    if (oidc.idTokenAlg !== 'HS256') openid.enableNonRepudiationChecks(server)
    return server
  }

  function authentication(): openid.ClientAuth {
    return oidc.clientAuth === 'client_secret_post'
      ? openid.ClientSecretPost(oidc.clientSecret)
      : openid.ClientSecretBasic(oidc.clientSecret)
  }
}
