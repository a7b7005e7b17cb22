/**
 * The inspector and the fault switches are for development alone: no build of the web app has a word of them, and
 * nothing that `src/main.ts` imports leads to them. That the markers would be found where they are is shown too.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOf, readText } from './files.ts'
import { importsOf } from './imports.ts'

const web = fileURLToPath(new URL('../../../web/', import.meta.url))
const markers =
  /__dev|dev-badge|Fault switch|token-expired|Watch it happen|x-claimcheck-fault|inspector/i

let built: string
const texts = new Map<string, string>()

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'claimcheck-build-'))
  const require = createRequire(join(web, 'package.json'))
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js')
  const args = [vite, 'build', web, '--outDir', built, '--emptyOutDir']
  // In a process of its own: Vite builds for the NODE_ENV it finds, and here that is `test`.
  await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  for (const name of await readdir(built, { recursive: true })) {
    if (/\.(js|css|html)$/.test(name)) texts.set(name, await readFile(join(built, name), 'utf8'))
  }
}, 60_000)
afterAll(() => rm(built, { recursive: true, force: true }))

describe('development alone', () => {
  it('has what we look for', () => {
    const sources = filesOf('{web/src/dev,bff/dev/inspector,bff/dev/faults}/**/*.{ts,tsx,css}')
    expect(sources.filter(({ text }) => markers.test(text)).length).toBeGreaterThan(20)
  })

  it('is in no file of the built web app', () => {
    expect(texts.size).toBeGreaterThan(5)
    expect([...texts].filter(([, text]) => markers.test(text)).map(([name]) => name)).toEqual([])
  })

  it('is not reached from src/main.ts, by any import', () => {
    const reached = closureOf('bff/src/main.ts')
    expect(reached.size).toBeGreaterThan(100)
    expect([...reached].filter((path) => /^bff\/(dev|test|bench|cli)\//.test(path))).toEqual([])
    const said = [...reached].filter((path) => /__dev|x-claimcheck-fault/.test(readText(path)))
    expect(said).toEqual([])
  })

  it('is the testing kit of the web app, too: only tests know it', () => {
    const app = closureOf('web/src/main.ts')
    expect(app.has('web/src/app.tsx')).toBe(true)
    expect([...app].filter((path) => path.startsWith('web/src/testing/'))).toEqual([])
    expect([...texts.values()].filter((text) => text.includes('It never came to this'))).toEqual([])
  })
})

/** Everything of ours that this module needs, types included. */
function closureOf(entry: string): Set<string> {
  const reached = new Set<string>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const imports = importsOf({ path, text: readText(path) }).map(({ to }) => to)
    waiting.push(...imports.filter((to) => /^(bff|shared|web)\//.test(to)))
  }
  return reached
}
