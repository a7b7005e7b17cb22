/**
 * Whom an ID token means here. `iss` and `sub` (ASVS 10.5.2) – unless the vendor's preset knows what stays the
 * same: then its words stand in place of both, so that a session, a refresh and a second sign-in mean one
 * person. Only for tokens that have been verified, as they came.
 */
import type { OidcConfig } from '../config/config.ts'
import { presetNamed } from '../config/presets/presets.ts'
import type { IdTokenClaims } from './id-token.ts'

/** What a vendor's preset asks of an ID token beyond the protocol: the claim that is not as it must be. */
export function vendorFault(claims: IdTokenClaims, oidc: OidcConfig): string | undefined {
  return presetNamed(oidc.provider).idTokenFault?.(claims, oidc)
}

export function withPerson(claims: IdTokenClaims, oidc: OidcConfig): IdTokenClaims {
  const person = presetNamed(oidc.provider).personOf?.(claims, oidc)
  return person === undefined ? claims : { ...claims, ...person }
}
