/** panva's oidc-provider, and Ory Hydra, which asks for the same: `offline_access` with consent. */
import { type Preset, withRefresh } from './preset.ts'

export const oidcProvider: Preset = {
  title: 'oidc-provider or Ory',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: { prompt: 'consent' },
}
