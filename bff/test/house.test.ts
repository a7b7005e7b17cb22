/**
 * The rules of the house, held by a test: who may know whom, what a file may look like, what the texts
 * promise. A list of faults is compared with the empty list, so a failure names every one of them. That
 * the rules themselves can fail is shown in `house/*.test.ts`.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { envExample, settingsPage, withSettingsTable } from '../cli/settings-text.ts'
import { resourceNames } from '../src/api/resources.ts'
import { arrowFault } from './house/arrows.ts'
import { filesOf, pathsOf, readText } from './house/files.ts'
import {
  importFaults,
  isTest,
  lengthFaults,
  nameFaults,
  tokenFaults,
  worldFaults,
} from './house/habits.ts'
import { importsOf, isPackage } from './house/imports.ts'
import { commandsIn, pathsIn } from './house/readme.ts'

const everything = filesOf('{bff,web,shared}/**/*.{ts,tsx}')
const under = (folder: string) => everything.filter(({ path }) => path.startsWith(folder))
const product = (folder: string) => under(folder).filter((file) => !isTest(file))
const server = product('bff/src/')
const webApp = product('web/src/')

describe('the rooms', () => {
  it('are all looked at', () => {
    expect(server.length).toBeGreaterThan(30)
    expect(webApp.length).toBeGreaterThan(10)
  })

  it('know only the rooms to their right', () => {
    const imports = [...server, ...product('shared/')].flatMap(importsOf)
    expect(imports.flatMap((each) => arrowFault(each) ?? [])).toEqual([])
  })

  it('keep the web app and the BFF apart', () => {
    const crossing = webApp
      .flatMap(importsOf)
      .filter(({ to }) => !to.startsWith('web/src/') && !to.startsWith('shared/') && !isPackage(to))
    expect(crossing).toEqual([])
  })

  it('give each outside library one importer', () => {
    const imports = server.flatMap(importsOf).filter(({ to }) => isPackage(to))
    // Types run nowhere. Koa's are the language of every door and room, openid-client's of the client.
    const telling = imports.filter(({ typeOnly }) => !typeOnly)
    const importers = Map.groupBy(telling, ({ to }) => to)
    const shared = [...importers].filter(
      ([, each]) => new Set(each.map(({ from }) => from)).size > 1,
    )
    expect(shared).toEqual([])
  })
})

describe('files', () => {
  it('are short enough to be read', () => {
    expect(everything.flatMap(lengthFaults)).toEqual([])
  })

  it('have names that say something', () => {
    expect(everything.flatMap(nameFaults)).toEqual([])
  })

  it('do nothing when imported', () => {
    expect([...server, ...product('shared/')].flatMap(importFaults)).toEqual([])
  })

  it('reach time, chance and the process through ports', () => {
    expect(server.flatMap(worldFaults)).toEqual([])
  })

  it('of the web app know no Authorization header, and no function that gives a token [FE-01]', () => {
    expect(webApp.flatMap(tokenFaults)).toEqual([])
  })
})

describe('the root', () => {
  it('shows three packages and the few files that must stand there', () => {
    const packages = ['bff', 'shared', 'web']
    const files = ['LICENSE', 'README.md', 'tsconfig.base.json', 'vitest.config.ts']
    const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
    const allowed = new Set([...packages, ...files, ...manifests, 'node_modules'])
    expect(pathsOf('*').filter((path) => !allowed.has(path))).toEqual([])
  })

  it('has an .env.example that lists every setting (else: pnpm format)', () => {
    expect(readText('.env.example')).toBe(envExample(resourceNames))
    expect(readText('bff/docs/settings.md')).toBe(settingsPage())
  })
})

describe('the README', () => {
  const exists = pathsOf('README.md').length > 0
  const readme = exists ? readText('README.md') : ''

  beforeEach(({ skip }) => skip(!exists, 'there is no README.md yet'))

  it('points to files that exist', () => {
    const missing = pathsIn(readme).filter((path) => pathsOf(path).length === 0)
    expect(missing).toEqual([])
  })

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
    const known = [...Object.keys(scripts), 'install']
    expect(commandsIn(readme).filter((name) => !known.includes(name))).toEqual([])
  })

  it('lists every setting (else: pnpm format)', () => {
    expect(readme).toBe(withSettingsTable(readme))
  })
})
