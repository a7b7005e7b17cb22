/** What would change in `.env`, as lines for a terminal. Secrets are named, and never shown. */
import { houseSettings, registrationSettings } from '../../src/config/settings.ts'
import type { Setting } from '../../src/config/setting.ts'
import { type Changes, settingsIn } from './env-text.ts'

const settings: Record<string, Setting> = { ...houseSettings, ...registrationSettings }

export interface Difference {
  name: string
  was?: string
  is?: string
}

/** In the order of the wishes; what stays as it is is none. */
export function differences(text: string, changes: Changes): Difference[] {
  const before = settingsIn(text)
  return Object.entries(changes).flatMap(([name, value]) => {
    const was = before[name]
    if (was === value) return []
    return {
      name,
      ...(was !== undefined && { was: shown(name, was) }),
      ...(value !== undefined && { is: shown(name, value) }),
    }
  })
}

export function differenceText(found: readonly Difference[]): string {
  if (found.length === 0) return '  Nothing changes in .env.'
  const lines = found.flatMap(({ name, was, is }) => [
    ...(was === undefined ? [] : [`- ${name}=${was}`]),
    ...(is === undefined ? [] : [`+ ${name}=${is}`]),
  ])
  return lines.map((line) => `  ${line}`).join('\n')
}

/** A name that stands in no table may be anybody's secret. */
function shown(name: string, value: string): string {
  const setting = settings[name]
  const isTold = setting !== undefined && setting.secret === undefined
  return isTold || name.startsWith('RESOURCE_') || name.endsWith('_FILE') ? value : '(secret)'
}
