/** Where the built web app is: its folder, and its page read once. Both are absent in development. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface WebRoot {
  directory: string
  /** undefined when there is no build */
  html(): string | undefined
}

export function openWebRoot(directory: string): WebRoot {
  const page = join(directory, 'index.html')
  return {
    directory,
    html: () => (existsSync(page) ? readFileSync(page, 'utf8') : undefined),
  }
}
