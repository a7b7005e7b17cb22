/** All settings that have a fixed name, and the names of all settings when the resources are known. */
import { appSettings } from './app-settings.ts'
import { providerSettings } from './provider-settings.ts'
import { type ResourceField, resourceSettingName, resourceSettings } from './resource-settings.ts'
import { sessionSettings } from './session-settings.ts'
import type { Setting, ValuesOf } from './setting.ts'

export const settings = { ...appSettings, ...providerSettings, ...sessionSettings }

export type Values = ValuesOf<typeof settings>

export const settingGroups = {
  'The app': appSettings,
  'The authorization server': providerSettings,
  'The session': sessionSettings,
}

/** Every name that may stand in the environment. */
export function knownNames(resourceNames: readonly string[]): string[] {
  const fixed = Object.entries<Setting>(settings).flatMap(([name, { secret }]) =>
    secret ? [name, `${name}_FILE`] : [name],
  )
  const fields = Object.keys(resourceSettings) as ResourceField[]
  return [
    ...fixed,
    ...resourceNames.flatMap((resource) =>
      fields.map((field) => resourceSettingName(resource, field)),
    ),
  ]
}
