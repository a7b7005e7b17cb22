/**
 * The image, as far as it can be judged without containers: that its steps name what there is, and what it
 * leaves out. Elsewhere: the bundle alone (bundle.test.ts), the whole of it (.github/workflows/image.yml).
 */
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { entryNames } from '../../cli/bundle.ts'
import { knownNames } from '../../src/config/settings.ts'
import { pathsOf, readText } from '../house/files.ts'
import { imageEnv, inImage, stages } from './dockerfile.ts'

const [build = [], ...others] = stages()

describe('the image', () => {
  it('is built with the Node that everything else runs on [CD-10]', () => {
    const { catalog } = parse(readText('pnpm-workspace.yaml')) as { catalog: { node: string } }
    const bases = [build, ...others].map(([from]) => from?.text)
    expect(bases).toEqual([`node:${catalog.node}-slim AS build`, `node:${catalog.node}-slim`])
  })

  it('is built from files and by scripts that exist', () => {
    const copied = build.filter(({ name }) => name === 'COPY').map(({ text }) => text.split(' '))
    const sources = copied.flatMap((words) => words.slice(0, -1)).filter((path) => path !== '.')
    expect(sources.filter((path) => pathsOf(path).length === 0)).toEqual([])
    const steps = build.filter(({ name }) => name === 'RUN').map(({ text }) => text)
    const scripts = JSON.parse(readText('package.json')).scripts
    for (const [, script = ''] of steps.join('\n').matchAll(/^pnpm (?!install)(\w+)/gm)) {
      expect(Object.keys(scripts)).toContain(script)
    }
    for (const [, path = ''] of steps.join('\n').matchAll(/^node (\S+)/gm)) {
      expect(pathsOf(path)).toHaveLength(1)
    }
    expect(steps).toContain('pnpm install --frozen-lockfile')
  })

  it('gets the bundle, the web app and an empty folder, and nothing else [CD-10]', () => {
    const copied = inImage('COPY').map((text) => text.split(' ').slice(-2))
    expect(copied).toEqual([
      ['/src/bff/dist', 'bff/dist'],
      ['/src/web/dist', 'web/dist'],
      ['/src/data', 'data'],
    ])
  })

  it('runs the bundle as nobody in particular, as process 1', () => {
    expect(inImage('USER')).toEqual(['1000:1000'])
    const [command = '[]'] = inImage('CMD')
    expect(JSON.parse(command)).toEqual(['node', `bff/dist/${entryNames[0]}.mjs`])
    expect(inImage('ENTRYPOINT')).toEqual([])
  })

  it('brings along settings that exist, in production mode, and no secret [CD-01]', () => {
    const env = imageEnv()
    expect(env['NODE_ENV']).toBe('production')
    const known = knownNames([], [''])
    expect(Object.keys(env).filter((name) => !known.includes(name))).toEqual([])
    expect(Object.keys(env).filter((name) => /SECRET|KEY|URL/.test(name))).toEqual([])
    expect([...build, ...others.flat()].filter(({ name }) => name === 'ARG')).toEqual([])
  })

  it('says where it listens', () => {
    const { MANAGEMENT_PORT: management = '' } = imageEnv()
    expect(inImage('EXPOSE')).toEqual([`3000 ${management}`])
    expect(inImage('HEALTHCHECK').join()).toContain(`http://127.0.0.1:${management}/livez`)
  })

  it('is built without what must not lie in a layer [CD-01]', () => {
    const left = readText('bff/deploy/Dockerfile.dockerignore').split('\n')
    for (const each of ['**/.env', '**/.env.*', '**/data', '**/node_modules', '.git']) {
      expect(left).toContain(each)
    }
  })
})

describe('the development container', () => {
  it('installs and opens what `pnpm dev` starts', () => {
    const text = readText('.devcontainer/devcontainer.json').replace(/^\s*\/\/.*$/gm, '')
    expect(JSON.parse(text)).toMatchObject({
      forwardPorts: [3000],
      postCreateCommand: 'npx -y pnpm install',
    })
  })
})
