/** Whether people stay signed in when the access token runs out, and whether tokens are for your API. */
import type { Config, OidcConfig } from '../../src/config/config.ts'
import { presetNamed } from '../../src/config/presets/presets.ts'
import { listIn } from './capability.ts'
import { type Check, pass, warn } from './check.ts'
import type { Metadata } from './provider-metadata.ts'

export function refreshCheck(oidc: OidcConfig, metadata: Metadata): Check {
  const id = 'refresh-token'
  const isAsked = oidc.scope.split(' ').includes('offline_access')
  const scopes = listIn(metadata, 'scopes_supported')
  if (isAsked && scopes !== undefined && !scopes.includes('offline_access')) {
    return warn(
      id,
      'OIDC_SCOPE has offline_access, which it does not list.',
      'Allow it there (authentik: a scope mapping), or set OIDC_SCOPE without it; some servers answer with an error.',
    )
  }
  if (isAsked && needsConsent(oidc)) {
    return warn(
      id,
      'offline_access is asked for without prompt=consent, which this provider wants to see.',
      'Take prompt out of OIDC_AUTHORIZE_PARAMS.',
    )
  }
  if (isAsked) return pass(id, 'A refresh token is asked for, by offline_access.')
  if (oidc.provider === 'generic' && scopes?.includes('offline_access')) {
    return warn(
      id,
      'It offers offline_access, and OIDC_SCOPE does not ask for it.',
      'OIDC_SCOPE="openid profile email offline_access", unless it gives refresh tokens unasked: else people sign in again when the access token runs out.',
    )
  }
  return pass(id, 'offline_access is not asked for: refresh tokens come without it, or not at all.')
}

function needsConsent({ provider, authorizeParams }: OidcConfig): boolean {
  const { prompt } = presetNamed(provider).authorizeParams ?? {}
  return prompt === 'consent' && authorizeParams['prompt'] !== 'consent'
}

/** Each vendor has its own way to say which API a token is for. */
export function apiTokenCheck(oidc: OidcConfig, resources: Config['resources']): Check {
  const id = 'api-token'
  const scopes = Object.values(resources).flatMap(({ scope }) => scope ?? [])
  const isNamed = Object.values(resources).some(({ indicator }) => indicator !== undefined)
  if (oidc.provider === 'auth0' && oidc.authorizeParams['audience'] === undefined && !isNamed) {
    return warn(
      id,
      'No audience is asked for: Auth0 gives a token for its userinfo alone.',
      'OIDC_AUTHORIZE_PARAMS=audience=<the API’s identifier>',
    )
  }
  if (oidc.provider === 'okta' && new URL(oidc.issuer).pathname === '/') {
    return warn(
      id,
      'This is the org’s own authorization server: its tokens are for Okta’s APIs.',
      'Use a custom one: OIDC_ISSUER=https://<org>.okta.com/oauth2/default',
    )
  }
  if (oidc.provider === 'google') {
    return warn(
      id,
      'Google’s access tokens are for Google’s APIs; your own cannot judge them.',
      'Let your API take what it can verify by another way: a token of a server of your own.',
    )
  }
  if (oidc.provider === 'entra' && scopes.length === 0) {
    return warn(
      id,
      'No scope of an API is asked for: Entra gives a token for Microsoft Graph.',
      'RESOURCE_<NAME>_SCOPE=api://<application id>/<scope>',
    )
  }
  if (oidc.provider === 'logto' && !isNamed) {
    return warn(
      id,
      'No API is named: Logto’s token is opaque.',
      'RESOURCE_<NAME>_INDICATOR=<the API’s identifier>',
    )
  }
  return pass(id, 'What is known of this provider’s tokens for APIs is seen to.')
}
