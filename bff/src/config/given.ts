/**
 * Finds the text an operator gave for a setting: in the environment or, for a secret, in the file that
 * `<NAME>_FILE` names (Docker and Kubernetes mount secrets as files, and a file does not show in a
 * process list). An empty value counts as none, so that `NAME=` never switches anything off.
 */
import type { Setting } from './setting.ts'

export interface Sources {
  env: Record<string, string | undefined>
  /** @throws when there is no such file or we may not read it */
  readFile(path: string): string
}

export type Given = { text: string } | { fault: string } | undefined

export function given(name: string, setting: Setting, { env, readFile }: Sources): Given {
  const text = env[name] || undefined
  const path = (setting.secret && env[`${name}_FILE`]) || undefined
  if (text !== undefined && path !== undefined) {
    return { fault: `is given twice, here and by ${name}_FILE; keep one` }
  }
  const found = path === undefined ? text : contents(path, readFile)
  if (found === undefined) return path === undefined ? undefined : unreadable(name)
  if (setting.secret && found.includes(setting.example)) {
    return { fault: 'is still the sample from .env.example; put your own in its place' }
  }
  return { text: found }
}

/** Editors and `echo` end a file with a line break that is no part of the secret. */
function contents(path: string, readFile: Sources['readFile']): string | undefined {
  try {
    return readFile(path).replace(/(\r?\n)+$/, '') || undefined
  } catch {
    return undefined
  }
}

function unreadable(name: string): Given {
  return { fault: `cannot be read: the file that ${name}_FILE names is missing, locked or empty` }
}
