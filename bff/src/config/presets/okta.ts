/** Okta. Meant for a custom authorization server: tokens of the org's own are for Okta's APIs alone. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const okta: Preset = {
  title: 'Okta',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
}
