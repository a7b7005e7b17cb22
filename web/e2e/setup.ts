/**
 * Once before all browser tests: is there a Chromium, and is the web app built from the sources as they are?
 * Without a Chromium the tests are skipped, which is said in one line nobody can miss; in CI, where nobody
 * reads, that is a failure.
 */
import { execFile } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
  'lighter.ts',
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
  if (isOld()) await build()
}

/**
 * In a process of its own: Vite builds for the `NODE_ENV` it finds, and here that is `test`, which would make
 * it a development build.
 */
async function build(): Promise<void> {
  const vite = createRequire(import.meta.url).resolve('vite/package.json')
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [join(dirname(vite), 'bin/vite.js'), 'build', web], {
    env,
  })
}

/** Is anything newer than what was built from it? */
function isOld(): boolean {
  const built = statSync(`${web}dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const files = globSync(sources, { cwd: web })
  return files.some((file) => statSync(web + file).mtimeMs > built)
}
