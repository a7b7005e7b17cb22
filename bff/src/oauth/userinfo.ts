/**
 * What we ask of userinfo that comes as a JWT beyond what openid-client checks (that it is one, its
 * algorithm, its signature, `sub`): whose word it is and for whom (OpenID Connect Core §5.3.2). The library
 * lets both be absent, and then a JWT made for somebody else would do.
 */
import type { OidcConfig } from '../config/config.ts'

type Expected = Pick<OidcConfig, 'issuer' | 'clientId'>

/** @returns the first claim that is not as it must be, or nothing */
export function signedUserinfoFault(
  { iss, aud }: Record<string, unknown>,
  { issuer, clientId }: Expected,
): 'iss' | 'aud' | undefined {
  if (iss !== issuer) return 'iss'
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
  const isForUs = audiences.length > 0 && audiences.every((audience) => audience === clientId)
  return isForUs ? undefined : 'aud'
}
