/**
 * How surely somebody was recognised: the `acr` values this server gives (OpenID Connect Core §2), what
 * stands in `amr` beside each (RFC 8176), and whether a request asks for more than there is.
 */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { oneFactor, twoFactor } from '../acr.ts'
import { exchangedClaims } from './token-exchange.ts'

export const amrOf = {
  [oneFactor]: ['pwd'],
  [twoFactor]: ['pwd', 'otp'],
}

/**
 * For APIs that want to know how surely, and how long ago (RFC 9470 §6.2). A refresh token remembers what
 * the sign-in was; an exchanged token says what the one it came from said.
 */
export function assuranceIn(ctx: KoaContextWithOIDC): Record<string, unknown> {
  const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx.oidc.entities
  const source = code ?? refreshToken
  if (source === undefined) return exchangedClaims(ctx)
  return { acr: source.acr, auth_time: source.authTime }
}

/** `acr_values` stand in the order of preference: the first one that we know counts (§3.1.2.1). */
export function asksForTwoFactor(acrValues: unknown): boolean {
  if (typeof acrValues !== 'string') return false
  return acrValues.split(' ').find((acr) => acr === oneFactor || acr === twoFactor) === twoFactor
}
