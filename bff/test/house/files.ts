/** The text files of the repository, as the house test reads them: no dependencies, nothing built. */
import { globSync, readFileSync } from 'node:fs'

export interface File {
  /** From the root of the repository, with `/`. */
  path: string
  text: string
}

const root = new URL('../../../', import.meta.url).pathname

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.screenshots'])

export function pathsOf(pattern: string): string[] {
  const exclude = (path: string) => notOurs.has(path.split('/').at(-1) ?? '')
  return globSync(pattern, { cwd: root, exclude }).toSorted()
}

export function filesOf(pattern: string): File[] {
  return pathsOf(pattern).map((path) => ({ path, text: readText(path) }))
}

export function readText(path: string): string {
  return readFileSync(root + path, 'utf8')
}
