/**
 * Where to send the browser with an authorization request, in the form agreed on with this server: its
 * parameters in the URL, as one signed object (RFC 9101), or pushed beforehand, with nothing but our name
 * and a reference in the URL (RFC 9126) – or the signed object pushed.
 *
 * A form that was agreed on is never given up: when the server does not take the pushed request, or does not
 * answer with 201 and a reference, nobody is sent there with the request in the open (RFC 9126 §2.3).
 * The library comes as an argument, so that it keeps its one importer.
 */
import type { Configuration, DPoPOptions } from 'openid-client'
import type { OidcConfig } from '../config/config.ts'
import type { Openid } from './client-configuration.ts'
import { signingKeyOf } from './client-keys.ts'

export async function authorizationUrl(
  openid: Openid,
  server: Configuration,
  oidc: OidcConfig,
  parameters: URLSearchParams,
  /** For the pushed request, which binds the code to this key too (RFC 9449 §10.1). */
  options: DPoPOptions = {},
): Promise<URL> {
  const isSigned = oidc.requestObject === 'signed'
  const request = isSigned ? await requestObject(openid, server, oidc, parameters) : parameters
  const isPushed =
    oidc.par === 'require' || server.serverMetadata().require_pushed_authorization_requests
  return isPushed
    ? openid.buildAuthorizationUrlWithPAR(server, request, options)
    : openid.buildAuthorizationUrl(server, request)
}

/** It waits for nobody but a redirect. */
const lifetimeSeconds = 5 * 60
/** However far apart the clocks may be. */
const mostSeconds = 60

/**
 * All parameters as claims of one JWT, for this server alone (RFC 9101 §4, FAPI 2.0 Message Signing §5.3.2).
 * With no `sub`, so that it is no client assertion (§10.8), and nothing beside it that could say otherwise.
 */
async function requestObject(
  openid: Openid,
  server: Configuration,
  oidc: OidcConfig,
  parameters: URLSearchParams,
): Promise<Record<string, string>> {
  const { key, kid, alg } = signingKeyOf(oidc)
  const url = await openid.buildAuthorizationUrlWithJAR(
    server,
    parameters,
    { key, kid },
    {
      [openid.modifyAssertion](header, claims) {
        header['alg'] = alg // the library says Ed25519 where the key says EdDSA
        const now = Number(claims['iat'])
        const apart = Math.min(oidc.clockToleranceSeconds, mostSeconds)
        Object.assign(claims, { iat: now - apart, nbf: now - apart, exp: now + lifetimeSeconds })
      },
    },
  )
  return { request: url.searchParams.get('request') ?? '' }
}
