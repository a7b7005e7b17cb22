/**
 * What is said about each setting. The tables of it (`app-settings.ts`, `provider-settings.ts`,
 * `session-settings.ts`, `resource-settings.ts`) are the only place that knows a setting's name; from
 * them come the configuration, `.env.example` and the table in the README (`cli/settings-text.ts`).
 *
 * No secret has a default. No protection has an off switch.
 */
import type { Schema, ValueOf } from './setting-values.ts'

export interface Setting {
  /** One line, for people. */
  meaning: string
  /** As one would write it. A setting without it must be given, unless it is optional. */
  default?: string
  optional?: true
  /** Optional, but most people need it: stands ready to fill in. */
  usual?: true
  /** Also read from the file that `<NAME>_FILE` names. Its `example` is refused as a value. */
  secret?: true
  example: string
  /** From the text to the value we use (`setting-values.ts`). */
  value: Schema
}

export type SettingTable = Record<string, Setting>

/** What `read-table.ts` makes of a table. */
export type ValuesOf<T extends SettingTable> = {
  [N in keyof T]: ValueOf<T[N]['value']> | (T[N] extends { optional: true } ? undefined : never)
}
