/**
 * Judges an authorization server's metadata against our configuration. Metadata switches features on; it
 * never widens what is allowed (MD-05): we use the overlap of what it offers and what we were told.
 * Answers the name of the first field that rules it out, or nothing.
 */
import type { OidcConfig } from '../config/config.ts'
import { presetNamed } from '../config/presets/presets.ts'
import { assertionAlgOf } from './client-authentication.ts'
import { proofAlgorithm } from './dpop-key.ts'

type Metadata = { issuer: string } & Record<string, unknown>

const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'end_session_endpoint',
  'revocation_endpoint',
  'pushed_authorization_request_endpoint',
] as const

const required: readonly string[] = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']

function metadataFault(metadata: Metadata, oidc: OidcConfig): string | undefined {
  // Character by character, a trailing slash included (Discovery §4.3); a URL parser would forgive it.
  if (metadata.issuer !== issuerInMetadata(oidc)) return 'issuer'
  return (
    endpoints.find((name) => !endpointHolds(metadata[name], name, oidc.issuer)) ??
    (aliasesHold(metadata.mtls_endpoint_aliases, oidc) ? undefined : 'mtls_endpoint_aliases') ??
    demands(oidc).find(([list, value]) => !offers(metadata[list], value))?.[0] ??
    requestFault(metadata, oidc) ??
    proofFault(metadata, oidc)
  )
}

/** Of many tenants' servers it is a template, and each ID token is held against that (presets/entra.ts). */
export function issuerInMetadata(oidc: OidcConfig): string {
  return presetNamed(oidc.provider).expectedIssuer?.(oidc) ?? oidc.issuer
}

/** What each of its lists must hold. Absent means unknown; a list without it is a contradiction. */
function demands(oidc: OidcConfig): [list: string, value: string | undefined][] {
  return [
    ['response_types_supported', 'code'],
    ['code_challenge_methods_supported', 'S256'], // sent all the same (AR-06)
    ['id_token_signing_alg_values_supported', oidc.idTokenAlg],
    ['id_token_encryption_alg_values_supported', oidc.idTokenEnc],
    ['userinfo_signing_alg_values_supported', oidc.userinfoAlg],
    ['token_endpoint_auth_methods_supported', oidc.clientAuth],
    ['token_endpoint_auth_signing_alg_values_supported', assertionAlgOf(oidc)],
    ...formDemands(oidc),
  ]
}

/** What is not the default of every server: how its answer comes back, and how our request goes there. */
function formDemands(oidc: OidcConfig): [list: string, value: string | undefined][] {
  const { clientKeys, requestObject, responseMode, responseAlg } = oidc
  const isSigned = responseMode.endsWith('.jwt')
  const requestAlg = clientKeys.find(({ use }) => use === 'sig')?.alg
  return [
    ['response_modes_supported', responseMode === 'query' ? undefined : responseMode],
    ['authorization_signing_alg_values_supported', isSigned ? responseAlg : undefined],
    [
      'request_object_signing_alg_values_supported',
      requestObject === 'signed' ? requestAlg : undefined,
    ],
  ]
}

/** A form of requests that it demands and we were not told of, or the reverse. */
function requestFault(metadata: Metadata, { par, requestObject }: OidcConfig): string | undefined {
  const isSigned = requestObject === 'signed'
  if (isSigned && metadata.request_parameter_supported === false)
    return 'request_parameter_supported'
  if (!isSigned && metadata.require_signed_request_object === true)
    return 'require_signed_request_object'
  const isPushed = par === 'require' || metadata.require_pushed_authorization_requests === true
  const isMissing = isPushed && metadata.pushed_authorization_request_endpoint === undefined
  return isMissing ? 'pushed_authorization_request_endpoint' : undefined
}

function proofFault({ dpop_signing_alg_values_supported: offered }: Metadata, oidc: OidcConfig) {
  const isFit = oidc.dpop === 'off' || proofAlgorithm(offered) !== undefined
  return isFit ? undefined : 'dpop_signing_alg_values_supported'
}

function offers(list: unknown, value: string | undefined): boolean {
  if (list === undefined || value === undefined) return true
  return Array.isArray(list) && list.includes(value)
}

/** RFC 8705 §5: other addresses of the same endpoints, judged like them where we would go there. */
function aliasesHold(aliases: unknown, { certificate, issuer }: OidcConfig): boolean {
  if (certificate === undefined || aliases === undefined) return true
  if (typeof aliases !== 'object' || aliases === null) return false
  return Object.values(aliases).every((url) => endpointHolds(url, '', issuer))
}

// https and no fragment; plain http only where the issuer itself is http, which config allows on loopback.
function endpointHolds(value: unknown, name: string, issuer: string): boolean {
  if (value === undefined) return !required.includes(name)
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null || url.hash !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && issuer.startsWith('http:') && isLoopback(url.hostname)
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/** Thrown by `assertUsable`; `field` is a name from the lists above, safe to log. */
export interface MetadataError extends Error {
  code: 'CLAIMCHECK_METADATA'
  field: string
}

export function assertUsable(metadata: Metadata, oidc: OidcConfig): void {
  const field = metadataFault(metadata, oidc)
  if (field === undefined) return
  const error = new Error(`the authorization server's metadata rules it out: ${field}`)
  throw Object.assign(error, {
    code: 'CLAIMCHECK_METADATA' as const,
    field,
  }) satisfies MetadataError
}
