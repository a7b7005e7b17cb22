/**
 * Reads one table of settings. Wrong ones go to `faults`, and the values then have holes: nobody may use
 * them before looking there. One fault a setting is told, the first.
 */
import type { Fault } from './config-error.ts'
import { given, type Sources } from './given.ts'
import type { Setting, SettingTable, ValuesOf } from './setting.ts'

export function readTable<T extends SettingTable>(
  table: T,
  nameOf: (key: keyof T & string) => string,
  sources: Sources,
  faults: Fault[],
): ValuesOf<T> {
  const values: Record<string, unknown> = {}
  for (const key of Object.keys(table) as (keyof T & string)[]) {
    const name = nameOf(key)
    const read = readSetting(name, table[key] as Setting, sources)
    if ('fault' in read) faults.push({ name, says: read.fault })
    else values[key] = read.value
  }
  return values as ValuesOf<T>
}

function readSetting(
  name: string,
  setting: Setting,
  sources: Sources,
): { value: unknown } | { fault: string } {
  const found = given(name, setting, sources) ?? unset(setting)
  if (found === undefined) return { value: undefined }
  if ('fault' in found) return found
  const { success, data, error } = setting.value.safeParse(found.text)
  return success ? { value: data } : { fault: error.issues[0]?.message ?? 'is wrong' }
}

function unset({ meaning, example, optional, ...setting }: Setting) {
  if (setting.default !== undefined) return { text: setting.default }
  return optional ? undefined : { fault: `is missing. ${meaning}; for example ${example}` }
}
