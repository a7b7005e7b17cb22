/**
 * Once before all browser tests: is there a Chromium, and is the web app built from the sources as they are?
 * Without a Chromium the tests are skipped, which is said in one line nobody can miss; in CI, where nobody
 * reads, that is a failure.
 */
import { globSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { findChromium, wanted } from './chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string | null
  }
}

const web = fileURLToPath(new URL('../', import.meta.url))
const sources = [
  'index.html',
  'package.json',
  'vite.config.ts',
  'public/**',
  'src/**',
  '../shared/src/**',
  '../pnpm-lock.yaml',
]

export async function setup(project: TestProject): Promise<void> {
  const chromium = findChromium()
  project.provide('chromium', chromium ?? null)
  if (chromium === undefined) {
    const text = `NO CHROMIUM: every browser test is skipped. Install one of: ${wanted.join(', ')}.`
    if (process.env.CI === 'true') throw new Error(text)
    console.warn(`\n${text}\n`)
    return
  }
  if (isOld()) await build({ root: web, configFile: `${web}vite.config.ts`, logLevel: 'warn' })
}

/** Is anything newer than what was built from it? */
function isOld(): boolean {
  const built = statSync(`${web}dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const files = globSync(sources, { cwd: web })
  return files.some((file) => statSync(web + file).mtimeMs > built)
}
