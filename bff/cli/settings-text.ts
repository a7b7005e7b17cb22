/**
 * The settings, told to people: `.env.example`, the table in the README and a page of all, written from the tables
 * in `src/config/` and so never out of step with what the program reads. The house test compares them
 * with the files, `pnpm format` writes them anew.
 */
import {
  type ResourceField,
  resourceSettingName,
  resourceSettings,
} from '../src/config/resource-settings.ts'
import { makeKey } from '../src/config/session-keys.ts'
import type { Setting, SettingTable } from '../src/config/setting.ts'
import { settingGroups } from '../src/config/settings.ts'

const markers = { start: '<!-- settings -->', end: '<!-- /settings -->' }

/** What must be given stands ready to fill in, what has a default stands behind a `#`. */
export function envExample(resourceNames: readonly string[]): string {
  const groups = Object.entries<SettingTable>({
    ...settingGroups,
    ...resourceGroups(resourceNames),
  })
  const sections = groups.map(([title, table]) =>
    [`### ${title}`, ...Object.entries(table).map(envLine)].join('\n\n'),
  )
  return `${[envHeader, ...sections].join('\n\n\n')}\n`
}

const envHeader = `# Written by pnpm run init; or copy to .env, fill in what is not behind a #, and: pnpm build && pnpm start
# A secret may stand in a file instead: SESSION_KEYS_FILE=/run/secrets/session-keys
# A key for SESSION_KEYS: ${makeKey}`

function envLine([name, setting]: [string, Setting]): string {
  const meaning = setting.meaning.replaceAll('`', '')
  const line = `${name}=${quoted(setting.default || setting.example)}`
  return isRequired(setting) ? `# ${meaning}\n${line}` : `# ${meaning}\n# ${line}`
}

/** Blanks, `#` and quotes mean something to shells and env files. */
function quoted(value: string): string {
  return /[\s#&;'$]/.test(value) ? `"${value}"` : value
}

/** Between the two markers; what stands around them is nobody's business here. */
export function withSettingsTable(readme: string): string | undefined {
  const start = readme.indexOf(markers.start)
  const end = readme.indexOf(markers.end)
  if (start === -1 || end < start) return undefined
  const before = readme.slice(0, start + markers.start.length)
  return `${before}\n\n${settingsTable()}\n\n${readme.slice(end)}`
}

function settingsTable(): string {
  const tables: SettingTable[] = [...Object.values(settingGroups), namedResource('<NAME>')]
  return tableOf(...tables.map(required))
}

/** The README tells of what nobody can do without. */
function required(table: SettingTable): SettingTable {
  return Object.fromEntries(Object.entries(table).filter(([, setting]) => isRequired(setting)))
}

function tableOf(...tables: SettingTable[]): string {
  const rows = tables.flatMap((table) => Object.entries(table).map(row))
  return ['| setting | meaning | unless set |', '|---|---|---|', ...rows].join('\n')
}

/** All of them, by group: `bff/docs/settings.md`. */
export function settingsPage(): string {
  const groups = Object.entries<SettingTable>({
    ...settingGroups,
    'Each resource': namedResource('<NAME>'),
  })
  const sections = groups.map(([title, table]) => `## ${title}\n\n${tableOf(table)}`)
  return `${[pageHeader, ...sections].join('\n\n')}\n`
}

const pageHeader = `# Every setting

From the environment; a secret also from the file that \`<NAME>_FILE\` names. All are judged at once at
start-up, names that look like ours and are not included; \`pnpm start --check\` only judges.

A further authorization server, named in \`OIDC_PROVIDERS\`, has all the \`OIDC_\` settings again with its
name in the middle: \`acme\` has \`OIDC_ACME_ISSUER\`, \`OIDC_ACME_CLIENT_ID\` and so on.`

function row([name, setting]: [string, Setting]): string {
  const file = setting.secret ? ` (or \`${name}_FILE\`)` : ''
  return `| \`${name}\`${file} | ${setting.meaning} | ${unlessSet(setting)} |`
}

function unlessSet(setting: Setting): string {
  if (isRequired(setting)) return '**required**'
  return setting.default ? `\`${setting.default}\`` : 'none'
}

function isRequired(setting: Setting): boolean {
  return setting.default === undefined && (!setting.optional || setting.usual === true)
}

function resourceGroups(names: readonly string[]): Record<string, SettingTable> {
  return Object.fromEntries(names.map((name) => [`The resource "${name}"`, namedResource(name)]))
}

function namedResource(resource: string): SettingTable {
  const fields = Object.entries(resourceSettings) as [ResourceField, Setting][]
  return Object.fromEntries(
    fields.map(([field, setting]) => [resourceSettingName(resource, field), setting]),
  )
}
