/**
 * What an image holds of ours is one file: nothing of `dev`, `test` or `bench` in it, no package that only
 * development needs, and with the built web app and Node it is a whole BFF.
 */
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundle, entryNames } from '../../cli/bundle.ts'
import { createBrowser } from '../browser.ts'
import { openBundled } from './bundled.ts'

const root = new URL('../../../', import.meta.url).pathname

const operatorsFiles = ['bff/cli/sessions-request.ts', 'bff/cli/sessions.ts']

describe.each(entryNames)('%s.mjs', (name) => {
  let modules: string[]
  let imports: string[]
  beforeAll(async () => {
    const chunk = await bundle(name)
    const files = Object.keys(chunk.modules).map((id) => id.replace(/^\0|\?.*$/g, ''))
    modules = files.filter((id) => id.startsWith('/')).map((id) => id.slice(root.length))
    imports = [...chunk.imports, ...chunk.dynamicImports]
  })

  it('holds our sources and nothing of our tests, samples and tools [CD-10]', () => {
    const ours = modules.filter((path) => !path.startsWith('node_modules/'))
    expect(ours.length).toBeGreaterThan(50)
    const strangers = ours.filter((path) => !/^(bff|shared)\/src\//.test(path))
    expect(strangers.toSorted()).toEqual(name === 'main' ? [] : operatorsFiles)
    expect(ours.filter((path) => /\.(test|suite|fixture)\.ts$/.test(path))).toEqual([])
  })

  it('holds no package that only development needs [CD-10]', () => {
    const packages = modules.flatMap((path) => packageOf(path) ?? [])
    expect(packages.length).toBeGreaterThan(10)
    const { devDependencies } = manifestOf('bff/package.json')
    const unwanted = Object.keys({
      ...devDependencies,
      ...manifestOf('package.json').devDependencies,
    })
    expect(packages.filter((each) => unwanted.includes(each))).toEqual([])
  })

  it('needs Node and nothing beside it', () => {
    expect(imports.filter((each) => !isBuiltin(each))).toEqual([])
  })
})

it('signs people in without node_modules, and writes nothing beside itself [CD-10]', async () => {
  const { origin, files, healthOf, liar, stop } = await openBundled()
  const before = files()
  const browser = createBrowser()
  const landed = await browser.visit(`${origin}/auth/login?returnTo=/notes`)
  expect(landed.url).toBe(`${origin}/notes`)
  expect(landed.text).toContain('<title>the web app</title>')
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in', user: { sub: 'ada' } })
  expect(liar.seen.token).toHaveLength(1)
  expect(await healthOf('/livez')).toBe(200)
  expect(await healthOf('/readyz')).toBe(200)
  expect(await stop()).toBe(0)
  expect(files()).toEqual(before)
})

function packageOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
}

function manifestOf(path: string) {
  return JSON.parse(readFileSync(root + path, 'utf8')) as {
    devDependencies?: Record<string, string>
  }
}
