/** FusionAuth. The tenant's issuer is often a bare name; it has to be set to the base URL there. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const fusionauth: Preset = {
  title: 'FusionAuth',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
}
