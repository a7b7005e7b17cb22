/**
 * Microsoft Entra ID, one tenant. An API is named by a scope (`api://…/notes.read`), never by `resource`.
 * Userinfo is Microsoft Graph's, which a token for another API cannot call; the ID token says more anyway.
 *
 * Not `common` and its like: their metadata names a template for an issuer, not one, and the tenants of
 * everybody else are behind it.
 */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

const manyTenants = /\/(common|organizations|consumers)(\/|$)|\{tenantid\}/i

export const entra: Preset = {
  title: 'Microsoft Entra ID',
  knownAs: 'Microsoft',
  defaults: {
    OIDC_SCOPE: withRefresh,
    OIDC_USERINFO: 'never',
    OIDC_ACCOUNT_URL: 'https://myaccount.microsoft.com',
  },
  authorizeParams: askNobodyTwice,
  refusesResource: true, // AADSTS901002, AADSTS9010010
  // An optional claim; without it people are asked which account they mean.
  logoutHintClaim: 'login_hint',
  issuerFault: (issuer) =>
    manyTenants.test(issuer)
      ? 'must name one tenant by its id at Microsoft Entra ID: https://login.microsoftonline.com/<tenant id>/v2.0'
      : undefined,
  idTokenFault: ({ iss, tid }) => (tid === undefined || isTenantOf(iss, tid) ? undefined : 'tid'),
}

function isTenantOf(iss: unknown, tid: unknown): boolean {
  return typeof iss === 'string' && typeof tid === 'string' && iss.includes(`/${tid}/`)
}
