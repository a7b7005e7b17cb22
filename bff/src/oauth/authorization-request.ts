/**
 * The authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1): code flow only, PKCE S256
 * always, state and nonce always, redirect URI from configuration and never from a request header.
 */
import { paths } from 'shared/paths'
import type { Config, OidcConfig } from '../config/config.ts'
import { detailsOf } from './authorization-details.ts'
import type { LoginRequest } from './login-request.ts'
import type { ResourceNeeds } from './resource-needs.ts'

export interface RequestSecrets {
  redirectUri: string
  state: string
  nonce: string
  codeChallenge: string
}

export function authorizationParameters(
  oidc: OidcConfig,
  resources: Iterable<ResourceNeeds>,
  login: LoginRequest,
  secrets: RequestSecrets,
): URLSearchParams {
  const wanted = [...resources]
  const scope = scopeOf(oidc, wanted)
  const parameters = new URLSearchParams({
    ...promptOf(scope),
    ...oidc.authorizeParams,
    ...login.passed,
    response_type: 'code',
    // The default of `code` (OAuth 2.0 Multiple Response Types §2.1), and not all servers know the parameter.
    ...(oidc.responseMode === 'query' ? {} : { response_mode: oidc.responseMode }),
    redirect_uri: secrets.redirectUri,
    scope,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: secrets.codeChallenge,
    code_challenge_method: 'S256',
  })
  const indicators = new Set(wanted.flatMap(({ indicator }) => indicator ?? []))
  for (const indicator of indicators) parameters.append('resource', indicator) // RFC 8707 §2
  const details = detailsOf(wanted)
  if (details.length > 0) parameters.set('authorization_details', JSON.stringify(details))
  if (parameters.get('prompt') === '') parameters.delete('prompt')
  return parameters
}

// OpenID Connect Core §11: long-lived access is the person's to grant, each time – unless the server has
// other ways, which an empty `prompt` in OIDC_AUTHORIZE_PARAMS says.
function promptOf(scope: string): { prompt?: string } {
  return scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}
}

/** What the operator asks of every sign-in that says nothing else. */
export function fixedMaxAge({ authorizeParams }: OidcConfig): number | undefined {
  const { max_age: fixed } = authorizeParams
  return fixed === undefined ? undefined : Number(fixed)
}

/** Registered at the authorization server, character by character (RFC 9700 §2.1). */
export function redirectUri(config: Pick<Config, 'appOrigin'>): string {
  return config.appOrigin + paths.callback
}

/** Everything the operator configured, each scope once; never one the browser named (AR-10). */
export function scopeOf(oidc: OidcConfig, resources: Iterable<ResourceNeeds>): string {
  const scopes = [oidc.scope, ...[...resources].flatMap(({ scope }) => scope ?? [])]
  return [...new Set(scopes.join(' ').split(' ').filter(Boolean))].join(' ')
}
