/**
 * Microsoft Entra ID. An API is named by a scope (`api://…/notes.read`), never by `resource`. Userinfo is
 * Microsoft Graph's, which a token for another API cannot call; the ID token says more anyway.
 *
 * One tenant, by its id; or many behind `organizations` or `common`, whose metadata names a template for an
 * issuer and not one. Everybody's tenants are behind that, so OIDC_TENANTS must list those whose people come
 * in, and each ID token has to be from one of them: its `iss` is the template with its `tid` in it
 * (openid-client) and its `tid` is in the list (here). A person is `oid` in `tid` then, for good and in every
 * app; `sub` is another one in each.
 */
import type { OidcConfig } from '../config.ts'
import { type Person, type Preset, askNobodyTwice, withRefresh } from './preset.ts'

type Claims = Readonly<Record<string, unknown>>

/** openid-client knows the template of this origin alone. */
const template = 'https://login.microsoftonline.com/{tenantid}/v2.0'
const forMany = /^https:\/\/login\.microsoftonline\.com\/(common|organizations)\/v2\.0$/
const notOne = /\/(common|organizations|consumers)(\/|$)|\{tenantid\}/i

export const entra: Preset = {
  title: 'Microsoft Entra ID',
  defaults: { OIDC_SCOPE: withRefresh, OIDC_USERINFO: 'never' },
  authorizeParams: askNobodyTwice,
  refusesResource: true, // AADSTS901002, AADSTS9010010
  // An optional claim; without it people are asked which account they mean.
  logoutHintClaim: 'login_hint',
  takesTenants: true,
  issuerFault(issuer, tenants) {
    if (tenants === undefined) return notOne.test(issuer) ? oneTenant : undefined
    return forMany.test(issuer) ? undefined : manyTenants
  },
  expectedIssuer: ({ tenants }) => (tenants === undefined ? undefined : template),
  idTokenFault: (claims, { tenants }) =>
    tenants === undefined ? oneTenantFault(claims) : manyTenantsFault(claims, tenants),
  personOf,
}

const oneTenant =
  'must name one tenant by its id at Microsoft Entra ID: https://login.microsoftonline.com/<tenant id>/v2.0; or OIDC_TENANTS must list whose people come in'
const manyTenants =
  'must be https://login.microsoftonline.com/organizations/v2.0 with OIDC_TENANTS, or …/common/v2.0'

function oneTenantFault({ iss, tid }: Claims): string | undefined {
  if (tid === undefined) return undefined
  const isOfTenant = typeof iss === 'string' && typeof tid === 'string' && iss.includes(`/${tid}/`)
  return isOfTenant ? undefined : 'tid'
}

function manyTenantsFault({ iss, tid, oid }: Claims, tenants: readonly string[]) {
  if (typeof tid !== 'string' || !tenants.includes(tid)) return 'tid'
  // Once more, since everything hangs on it: a template that a library does not fill in is no check.
  if (iss !== template.replace('{tenantid}', tid)) return 'iss'
  return typeof oid === 'string' && oid !== '' ? undefined : 'oid'
}

function personOf({ oid, tid }: Claims, { issuer, tenants }: OidcConfig): Person | undefined {
  return tenants === undefined ? undefined : { iss: issuer, sub: `${String(oid)}@${String(tid)}` }
}
