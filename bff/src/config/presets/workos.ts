/** WorkOS Connect, which is standard; its User Management API is not, and is not meant here. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const workos: Preset = {
  title: 'WorkOS',
  defaults: { OIDC_SCOPE: withRefresh },
  authorizeParams: askNobodyTwice,
}
