/** Duende IdentityServer, on a host of its own. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const duende: Preset = {
  title: 'Duende IdentityServer',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
}
