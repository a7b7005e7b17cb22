/** All presets, by the name that OIDC_PROVIDER has for them. */
import { auth0 } from './auth0.ts'
import { authentik } from './authentik.ts'
import { cognito } from './cognito.ts'
import { duende } from './duende.ts'
import { entra } from './entra.ts'
import { fusionauth } from './fusionauth.ts'
import { generic } from './generic.ts'
import { google } from './google.ts'
import { keycloak } from './keycloak.ts'
import { logto } from './logto.ts'
import { oidcProvider } from './oidc-provider.ts'
import { okta } from './okta.ts'
import type { Preset } from './preset.ts'
import { workos } from './workos.ts'
import { zitadel } from './zitadel.ts'

const presets = {
  generic,
  auth0,
  okta,
  entra,
  keycloak,
  google,
  cognito,
  workos,
  fusionauth,
  zitadel,
  authentik,
  logto,
  duende,
  'oidc-provider': oidcProvider,
} satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

export const presetNames = Object.keys(presets) as PresetName[]

/** A name that is none has been told as a wrong setting, and changes nothing meanwhile. */
export function presetNamed(name = 'generic'): Preset {
  return Object.hasOwn(presets, name) ? presets[name as PresetName] : generic
}
