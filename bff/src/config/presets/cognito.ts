/**
 * Amazon Cognito. Refresh tokens come unasked and `offline_access` is refused. What it announces as its
 * end-session endpoint takes `client_id` and `logout_uri` and nothing that the specification has.
 */
import type { Preset, VendorLogout } from './preset.ts'

export const cognito: Preset = {
  title: 'Amazon Cognito',
  refusedScopes: ['offline_access'],
  logoutUrl,
}

function logoutUrl({ clientId, endpoint, returnTo }: VendorLogout): URL | undefined {
  const url = URL.parse(endpoint ?? '')
  if (url === null) return undefined
  url.search = String(new URLSearchParams({ client_id: clientId, logout_uri: returnTo }))
  return url
}
