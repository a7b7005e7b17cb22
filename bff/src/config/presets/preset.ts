/**
 * What a preset may say of one vendor's authorization servers: other defaults of settings, and as little
 * else as will do. Three orders hold: what the server's own metadata says comes first, then the preset, and
 * a setting that is set has the last word. A preset never takes a protection away; what it knows to fail
 * there is refused at start, with the reason.
 */
import type { OidcConfig } from '../config.ts'
import type { RegistrationName } from '../settings.ts'

export interface Preset {
  /** As its own people write it. */
  title: string
  /** What people who sign in there call it, where they do: most have a name of their own for theirs. */
  knownAs?: string
  /** In place of the usual defaults. */
  defaults?: Partial<Record<RegistrationName, string>>
  /** Sent with every authorization request; OIDC_AUTHORIZE_PARAMS adds to them, and replaces them by name. */
  authorizeParams?: Readonly<Record<string, string>>
  /** Scopes that it answers with an error. */
  refusedScopes?: readonly string[]
  /** It answers the `resource` parameter (RFC 8707) with an error. */
  refusesResource?: true
  /** The claim of the ID token that goes along as `logout_hint` (RP-Initiated Logout §2), if it is there. */
  logoutHintClaim?: string

  /** It has many tenants behind one address: OIDC_TENANTS says whose people come in. */
  takesTenants?: true

  /** Why this cannot be one of its issuers, or nothing. */
  issuerFault?(issuer: string, tenants: readonly string[] | undefined): string | undefined
  /** How its metadata names it, where that is not OIDC_ISSUER. */
  expectedIssuer?(oidc: OidcConfig): string | undefined
  /** What is asked of an ID token beyond the protocol: the claim that is not as it must be, or nothing. */
  idTokenFault?(claims: Readonly<Record<string, unknown>>, oidc: OidcConfig): string | undefined
  /** Who somebody is here, where `iss` and `sub` of the ID token do not say it for good. */
  personOf?(claims: Readonly<Record<string, unknown>>, oidc: OidcConfig): Person | undefined
  /**
   * Where to sign out, if that is not RP-Initiated Logout. It brings no `state` back, so people return to a
   * page that asks for none.
   */
  logoutUrl?(logout: VendorLogout): URL | undefined
}

export interface Person {
  iss: string
  sub: string
}

export interface VendorLogout {
  issuer: string
  clientId: string
  /** As announced; none where it announces none. */
  endpoint: string | undefined
  /** To be registered there, to the letter. */
  returnTo: string
}

/** Refresh tokens for the asking: what many of them have in common. */
export const withRefresh = 'openid profile email offline_access'

/** `prompt=consent` is not what brings refresh tokens there, and would ask people each time. */
export const askNobodyTwice = { prompt: '' }
