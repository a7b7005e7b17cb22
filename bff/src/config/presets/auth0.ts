/** Auth0. Tokens for an API of yours take `audience` in OIDC_AUTHORIZE_PARAMS; without it they are opaque. */
import { type Preset, type VendorLogout, askNobodyTwice, withRefresh } from './preset.ts'

export const auth0: Preset = {
  title: 'Auth0',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
  issuerFault: (issuer) => (issuer.endsWith('/') ? undefined : 'must end with a slash at Auth0'),
  logoutUrl,
}

/** Tenants from before 14 November 2023 announce no end-session endpoint, and have this one. */
function logoutUrl({ issuer, clientId, endpoint, returnTo }: VendorLogout): URL | undefined {
  if (endpoint !== undefined) return undefined
  const url = new URL('v2/logout', issuer)
  url.search = String(new URLSearchParams({ client_id: clientId, returnTo }))
  return url
}
