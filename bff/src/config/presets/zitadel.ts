/** Zitadel. ID tokens name nobody unless "User Info inside ID Token" is on, so userinfo is asked each time. */
import { type Preset, askNobodyTwice, withRefresh } from './preset.ts'

export const zitadel: Preset = {
  title: 'Zitadel',
  defaults: { OIDC_SCOPE: withRefresh, OIDC_USERINFO: 'always' },
  authorizeParams: askNobodyTwice,
}
