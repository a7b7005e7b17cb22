/**
 * What stands in `web/docs` compiles: every block that begins with the path of a file is put there, beside the real
 * ones, and the compiler is asked.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesOf, pathsOf } from './files.ts'

const web = fileURLToPath(new URL('../../../web/', import.meta.url))
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))
const block = /^```tsx?\n\/\/ (src\/\S+)\n([\s\S]*?)^```$/gm

const recipes = filesOf('web/docs/*.md').flatMap(({ text }) =>
  [...text.matchAll(block)].map(([, path = '', code = '']) => ({ path, code })),
)

/** Below `node_modules`: packages are found from here as from there, and nobody else looks at it. */
let kitchen: string
beforeAll(() => {
  kitchen = mkdtempSync(join(web, 'node_modules', '.recipes-'))
})
afterAll(() => rmSync(kitchen, { recursive: true, force: true }))

async function faultsOf(code: typeof recipes, folder: string): Promise<string> {
  for (const { path, code: text } of code) {
    mkdirSync(join(kitchen, dirname(path)), { recursive: true })
    writeFileSync(join(kitchen, path), text)
  }
  const project = join(kitchen, 'tsconfig.json')
  const compilerOptions = { rootDirs: [web, kitchen] }
  const include = [join(kitchen, folder)]
  const settings = { extends: join(web, 'tsconfig.json'), compilerOptions, include, exclude: [] }
  writeFileSync(project, JSON.stringify(settings))
  const asked = promisify(execFile)(process.execPath, [tsc, '-p', project])
  return asked.then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
}

it('the pages of web/docs point to what is there', () => {
  const dead = filesOf('web/docs/*.md').flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#:]+)\)/g)]
      .map(([, link = '']) => posix.join(posix.dirname(path), link))
      .filter((to) => pathsOf(to).length === 0),
  )
  expect(dead).toEqual([])
})

it('recipes there are, none of them long', () => {
  expect(recipes.length).toBeGreaterThan(8)
  const lines = ({ code }: { code: string }) => code.trim().split('\n').length
  expect(recipes.filter((recipe) => lines(recipe) > 25).map(({ path }) => path)).toEqual([])
})

it('recipes compile', async () => {
  expect(await faultsOf(recipes, 'src/letters')).toBe('')
}, 60_000)

it('a recipe with a name that is not there would not', async () => {
  const code = "export { useToken } from '../session/use-session.ts'\n"
  expect(await faultsOf([{ path: 'src/wrong/wrong.ts', code }], 'src/wrong')).toContain('useToken')
}, 60_000)
