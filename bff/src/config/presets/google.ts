/**
 * Google. Access tokens are for Google's own APIs. Refresh tokens come for `access_type=offline`, and again
 * only after consent; `offline_access` is refused. There is nowhere to sign out.
 */
import type { OidcConfig } from '../config.ts'
import type { Preset } from './preset.ts'

export const google: Preset = {
  title: 'Google',
  knownAs: 'Google',
  defaults: {
    OIDC_ISSUER: 'https://accounts.google.com',
    OIDC_ACCOUNT_URL: 'https://myaccount.google.com',
    OIDC_LOGOUT: 'local',
  },
  authorizeParams: { access_type: 'offline', prompt: 'consent' },
  refusedScopes: ['offline_access'], // 400 invalid_scope
  idTokenFault: hostedDomainFault,
}

/** `hd` in the request is a wish that the person can change on the way; only the claim proves it. */
function hostedDomainFault(
  { hd }: Readonly<Record<string, unknown>>,
  { authorizeParams }: OidcConfig,
): string | undefined {
  const wanted = authorizeParams['hd']
  if (wanted === undefined) return undefined
  // `*`: any Workspace, nobody's private account.
  const holds = wanted === '*' ? typeof hd === 'string' && hd !== '' : hd === wanted
  return holds ? undefined : 'hd'
}
