/** All settings, and the names that may stand in the environment when resources and providers are known. */
import { appSettings } from './app-settings.ts'
import { clientSettings } from './client-settings.ts'
import { limitSettings } from './limit-settings.ts'
import { providerSettings } from './provider-settings.ts'
import { requestSettings } from './request-settings.ts'
import { type ResourceField, resourceSettingName, resourceSettings } from './resource-settings.ts'
import { sessionSettings } from './session-settings.ts'
import type { Setting, ValuesOf } from './setting.ts'

/** There is one of each. */
export const houseSettings = { ...appSettings, ...sessionSettings, ...limitSettings }
export type HouseValues = ValuesOf<typeof houseSettings>

/** Once for each authorization server. */
export const registrationSettings = { ...providerSettings, ...clientSettings, ...requestSettings }
export type RegistrationValues = ValuesOf<typeof registrationSettings>
export type RegistrationName = keyof typeof registrationSettings

export const settingGroups = {
  'The app': appSettings,
  'The authorization server': providerSettings,
  'Who we are to it': clientSettings,
  'Requests, answers and tokens': requestSettings,
  'The session': sessionSettings,
  'Fair use': limitSettings,
}

/** The first provider's have the plain name; `acme` and OIDC_ISSUER make OIDC_ACME_ISSUER. */
export function registrationSettingName(provider: string, name: RegistrationName): string {
  if (provider === '') return name
  return `OIDC_${provider.toUpperCase().replaceAll('-', '_')}_${name.slice('OIDC_'.length)}`
}

/** Every name that may stand in the environment. */
export function knownNames(resources: readonly string[], providers: readonly string[]): string[] {
  const fields = Object.keys(resourceSettings) as ResourceField[]
  return [
    ...Object.entries<Setting>(houseSettings).flatMap(([name, setting]) => withFile(name, setting)),
    ...providers.flatMap(registrationNames),
    ...resources.flatMap((name) => fields.map((field) => resourceSettingName(name, field))),
  ]
}

/** Every name that settings of this provider have; '' is the first. */
export function registrationNames(provider: string): string[] {
  const entries = Object.entries(registrationSettings) as [RegistrationName, Setting][]
  return entries.flatMap(([name, setting]) =>
    withFile(registrationSettingName(provider, name), setting),
  )
}

function withFile(name: string, { secret }: Setting): string[] {
  return secret ? [name, `${name}_FILE`] : [name]
}
