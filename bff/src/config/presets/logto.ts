/**
 * Logto. Refresh tokens take `offline_access` and consent; such grants outlive a sign-out there, and end
 * because ours revokes them.
 */
import { type Preset, withRefresh } from './preset.ts'

export const logto: Preset = {
  title: 'Logto',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: { prompt: 'consent' },
}
