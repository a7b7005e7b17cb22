/** authentik. `offline_access` has to be among the scope mappings of the provider there, since 2024.2. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const authentik: Preset = {
  title: 'authentik',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
}
