/**
 * Whether several registrations can live side by side. What is proven to one authorization server must be
 * of no use at another (RFC 9700 §4.4), and what is one of a kind here – a key's name in our JWKS, the
 * certificate that APIs see – cannot be two.
 */
import type { ClientKey } from './client-keys.ts'
import type { OidcConfig } from './config.ts'
import type { Fault } from './config-error.ts'

type Some = Partial<OidcConfig>

export function providerFaults(providers: readonly Some[]): Fault[] {
  const reason =
    issuerFault(providers) ??
    nameFault(keysOf(providers)) ??
    decryptionFault(providers) ??
    assertionFault(providers) ??
    certificateFault(providers)
  return reason === undefined ? [] : [{ name: 'OIDC_PROVIDERS', says: reason }]
}

/** Sessions know their provider by its issuer, so two with one issuer would be one (§4.4.2). */
function issuerFault(providers: readonly Some[]) {
  const issuers = providers.flatMap(({ issuer }) => issuer ?? [])
  if (new Set(issuers).size === issuers.length) return undefined
  return 'must name each issuer once: two of them are the same'
}

/** RFC 7517 §4.5: our JWKS is one, and a name in it is one key. */
function nameFault(keys: readonly ClientKey[]) {
  const byName = Map.groupBy(keys, ({ kid }) => kid)
  const isClear = [...byName.values()].every((same) => new Set(same.map(materialOf)).size === 1)
  return isClear ? undefined : 'must not have two keys with one "kid" among all OIDC_…_CLIENT_KEYS'
}

/** What comes encrypted is known by its key alone: that must say whose it is. */
function decryptionFault(providers: readonly Some[]) {
  const sets = providers.map(({ clientKeys = [] }) => clientKeys.filter(({ use }) => use === 'enc'))
  return areApart(sets) ? undefined : 'must have a key with "use": "enc" of its own for each'
}

/**
 * With endpoints as their audience, assertions made for a server that names another's endpoint as its own
 * are good there (RFC 10070 §1): unless the keys differ.
 */
function assertionFault(providers: readonly Some[]) {
  if (providers.every(({ clientAssertion }) => clientAssertion !== 'token-endpoint')) {
    return undefined
  }
  const sets = providers.map(({ clientKeys = [] }) => clientKeys.filter(({ use }) => use === 'sig'))
  if (areApart(sets)) return undefined
  return 'must have signing keys of its own for each, since OIDC_…_CLIENT_ASSERTION is token-endpoint'
}

/** An API cannot be shown one certificate for this person and another for that one. */
function certificateFault(providers: readonly Some[]) {
  const certs = providers.flatMap(({ certificate }) => certificate?.cert ?? [])
  return new Set(certs).size < 2 ? undefined : 'must all have the same OIDC_…_CLIENT_CERT, or none'
}

const keysOf = (providers: readonly Some[]) =>
  providers.flatMap(({ clientKeys = [] }) => clientKeys)

function areApart(sets: readonly (readonly ClientKey[])[]): boolean {
  const materials = sets.flatMap((keys) => [...new Set(keys.map(materialOf))])
  return new Set(materials).size === materials.length
}

/** Two are the same key when their public parts are. */
function materialOf({ jwk }: Pick<ClientKey, 'jwk'>): string {
  return String(jwk.n ?? jwk.x)
}
