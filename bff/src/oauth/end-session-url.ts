/**
 * Where to send the browser to sign out at the authorization server: RP-Initiated Logout §2, or the form
 * that its vendor has instead (config/presets). The endpoint is the announced one; undefined where there is
 * nothing to go to. The library comes as an argument, so that it keeps its one importer.
 */
import type { Configuration } from 'openid-client'
import { paths } from 'shared/paths'
import type { OidcConfig } from '../config/config.ts'
import { presetNamed } from '../config/presets/presets.ts'
import type { Openid } from './client-configuration.ts'
import { unverified } from './jose.ts'

/** What the specification has; a vendor's own form takes from it what it knows. */
export interface EndSessionParameters {
  client_id: string
  post_logout_redirect_uri: string
  state: string
  id_token_hint?: string
}

export function endSessionUrl(
  openid: Openid,
  server: Configuration,
  oidc: OidcConfig,
  parameters: EndSessionParameters,
): URL | undefined {
  const { end_session_endpoint: endpoint } = server.serverMetadata()
  const { logoutUrl, logoutHintClaim } = presetNamed(oidc.provider)
  const { issuer, clientId } = oidc
  // Not where a `state` is asked for: these forms bring none back.
  const returnTo = new URL(paths.signedOutPage, parameters.post_logout_redirect_uri).href
  const own = logoutUrl?.({ issuer, clientId, endpoint, returnTo })
  if (own !== undefined || endpoint === undefined) return own
  return openid.buildEndSessionUrl(server, {
    ...parameters,
    ...hintFrom(parameters, logoutHintClaim),
  })
}

/** Verified when it came to us, and since then in the vault. */
function hintFrom({ id_token_hint: idToken }: EndSessionParameters, claim: string | undefined) {
  const hint = claim && idToken && unverified(idToken)?.claims[claim]
  return typeof hint === 'string' && hint !== '' ? { logout_hint: hint } : {}
}
