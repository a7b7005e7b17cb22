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
import { createHandles } from './dpop-handles.ts'
import { type ProofKey, createProofKey, proofAlgorithm } from './dpop-key.ts'
import { endSessionUrl } from './end-session-url.ts'
import type { IdTokenClaims } from './id-token.ts'
import { verifyWithSecret } from './jose.ts'
import { type TokenResponse, grantOf, isOfWrongType } from './token-set.ts'
import { signedUserinfoFault } from './userinfo.ts'

export function createClient(
  oidc: OidcConfig,
  { fetch, clock }: Pick<Ports, 'fetch' | 'clock'>,
  stale: (cause: unknown) => void = () => undefined,
): Client {
  const handles = createHandles(openid, { fetch, clock })
  const configuration = createConfiguration(openid, oidc, { fetch: handles.fetch, clock, stale })
  const open = createOpening(oidc)

  return {
    async createProofKey() {
      if (oidc.dpop === 'off') return undefined
      const { dpop_signing_alg_values_supported: offered } = (
        await configuration()
      ).serverMetadata()
      const algorithm = proofAlgorithm(offered)
      return algorithm && createProofKey(algorithm) // assertUsable: there is one
    },

    async authorizationUrl(parameters, proofKey) {
      const server = await configuration()
      const options = handles.optionsFor(server, proofKey)
      const thumbprint = await options.DPoP?.calculateThumbprint()
      if (thumbprint !== undefined) parameters.set('dpop_jkt', thumbprint)
      return authorizationUrl(openid, server, oidc, parameters, options)
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
        handles.optionsFor(server, checks.proofKey),
      )
      const { claims, ...grant } = await received(response, checks.proofKey)
      if (grant.idToken === undefined || claims === undefined) throw new Error('no ID token')
      return { ...grant, idToken: grant.idToken, claims }
    },

    async refresh(refreshToken, parameters, proofKey) {
      const server = await configuration()
      const options = handles.optionsFor(server, proofKey)
      const response = await openid.refreshTokenGrant(server, refreshToken, parameters, options)
      return received(response, proofKey)
    },

    async obtain(grantType, parameters, proofKey) {
      const server = await configuration()
      const options = handles.optionsFor(server, proofKey)
      const response = await openid.genericGrantRequest(server, grantType, parameters, options)
      return {
        ...(await received(response, proofKey)),
        issuedTokenType: response.issued_token_type,
      }
    },

    async userinfo(accessToken, subject, proofKey) {
      const server = await configuration()
      if (server.serverMetadata().userinfo_endpoint === undefined) return {}
      const options = handles.optionsFor(server, proofKey)
      const claims = await openid.fetchUserInfo(server, accessToken, subject, options)
      const fault = oidc.userinfoAlg && signedUserinfoFault(claims, oidc)
      if (fault !== undefined) throw new Error(`signed userinfo: ${fault}`)
      return claims
    },

    revoke,

    async endSessionUrl(parameters) {
      return endSessionUrl(openid, await configuration(), oidc, parameters)
    },

    async keysUrl() {
      return (await configuration()).serverMetadata().jwks_uri ?? '' // assertUsable: it is there
    },
  }

  async function revoke(token: string, hint: 'refresh_token' | 'access_token'): Promise<void> {
    const server = await configuration()
    if (server.serverMetadata().revocation_endpoint === undefined) return
    await openid.tokenRevocation(server, token, { token_type_hint: hint })
  }

  async function received(
    response: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
    proofKey?: ProofKey,
  ): Promise<RefreshGrant> {
    if (isOfWrongType(response, proofKey)) await giveBack(response)
    const grant = grantOf(response, proofKey)
    const claims = response.claims() as IdTokenClaims | undefined
    if (grant.idToken === undefined || claims === undefined) return grant
    // openid-client has opened it for itself; we go on with the signed one, which is also what the server
    // understands as `id_token_hint` (OpenID Connect Core §3.1.2.1).
    const idToken = await open(grant.idToken)
    // The one algorithm whose signature openid-client leaves to us.
    if (oidc.idTokenAlg === 'HS256') await verifyWithSecret(idToken, oidc.clientSecret ?? '')
    return { ...grant, idToken, claims }
  }

  /** We will not use them, so nobody is to. Best effort: what is told is why we would not. */
  async function giveBack({ refresh_token: refreshToken, access_token: token }: TokenResponse) {
    const given = [refreshToken ?? token, refreshToken ? 'refresh_token' : 'access_token'] as const
    await revoke(...given).catch(() => undefined)
  }
}
