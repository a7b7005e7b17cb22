/**
 * The authorization response (RFC 6749 §4.1.2) in the form that was agreed on with this server: in the query
 * or by a form post, plain or as one signed JWT. Answers its parameters when they are known to be the answer
 * of the server that this transaction went to; errors have to pass as well as codes (RFC 9207 §2).
 *
 * Refuses every form but the agreed one: a response that was intercepted elsewhere cannot be brought in by
 * another way, and one without a signature cannot stand in for one that must have it.
 */
import type { Config, OidcConfig } from '../config/config.ts'
import type { WayBack } from '../session/cookies.ts'
import { unverified } from './jose.ts'
import type { Provider } from './providers.ts'
import { loginError } from './sign-in.ts'

export interface AuthorizationResponse {
  way: WayBack
  parameters: URLSearchParams
}

/** By which way answers come from here, and whether they are signed. */
export function formOf({ responseMode }: Pick<OidcConfig, 'responseMode'>) {
  const way: WayBack = responseMode.startsWith('form_post') ? 'form' : 'query'
  return { way, isSigned: responseMode.endsWith('.jwt') }
}

/** Does any of them answer by a form post? */
export function takesForms({ providers }: Pick<Config, 'providers'>): boolean {
  return providers.some((oidc) => formOf(oidc).way === 'form')
}

/**
 * Which transaction it claims to be of. Also from a JWT that nobody has verified yet: whose keys to verify it
 * with is known by the transaction only. That proves no more than a plain `state` would, which anybody can
 * write as well; a transaction is found for it in this browser's sealed cookie or not at all, and every
 * claim of the JWT, this one included, is compared with that afterwards.
 */
export function stateIn({ parameters }: AuthorizationResponse): string | undefined {
  const jwt = only(parameters, 'response')
  const state = jwt === undefined ? only(parameters, 'state') : unverified(jwt)?.claims['state']
  return typeof state === 'string' ? state : undefined
}

/** @throws LoginError */
export async function provenParameters(
  { way, parameters }: AuthorizationResponse,
  { oidc, signedResponses }: Provider,
  isOneOfSeveral: boolean,
): Promise<URLSearchParams> {
  const jwt = only(parameters, 'response')
  const agreed = formOf(oidc)
  if (way !== agreed.way || (jwt !== undefined) !== agreed.isSigned) throw loginError('response')
  if (jwt !== undefined) return signedResponses.open(jwt)
  assertFrom(oidc, parameters, isOneOfSeveral)
  return parameters
}

/**
 * RFC 9207 §2.4: mix-up – the code may come from another server than the one it would be sent to. Where
 * there are several, or in FAPI 2.0 (§5.3.3.2-5), a response that does not say whose it is is refused.
 */
function assertFrom(
  { issuer, profile }: OidcConfig,
  parameters: URLSearchParams,
  several: boolean,
) {
  const said = parameters.getAll('iss')
  const mustSay = several || profile === 'fapi2'
  if (said.length === 0 && mustSay) throw loginError('issuer')
  // Compared as it stands, decoded once.
  if (said.some((iss) => iss !== issuer)) throw loginError('issuer')
}

/** What stands twice says nothing (RFC 6749 §3.1). */
function only(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  return more.length === 0 ? value : undefined
}
