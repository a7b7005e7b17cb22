/** Every version is one version, and what watches over them runs as it says. */
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { pathsOf, readText } from '../house/files.ts'

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/
const manifests = ['package.json', 'bff/package.json', 'shared/package.json', 'web/package.json']

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { 'timeout-minutes': number; steps: { uses?: string; run?: string }[] }>
}

const workspace = parse(readText('pnpm-workspace.yaml')) as {
  packages: string[]
  catalog: Record<string, string>
  allowBuilds: Record<string, boolean>
}

describe('a dependency', () => {
  it('has one exact version, in the catalog [CD-10]', () => {
    expect(Object.entries(workspace.catalog).filter(([, version]) => !exact.test(version))).toEqual(
      [],
    )
    const named = manifests.flatMap((path) => {
      const { dependencies, devDependencies } = JSON.parse(readText(path)) as Manifest
      return Object.entries({ ...dependencies, ...devDependencies })
    })
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(([, from]) => from !== 'catalog:' && from !== 'workspace:*')).toEqual([])
    const folders = manifests.slice(1).map((path) => path.split('/')[0])
    expect(new Set(folders)).toEqual(new Set(workspace.packages))
  })

  it('is locked with its checksum, and so is what it depends on [CD-10]', () => {
    const { packages } = parse(readText('pnpm-lock.yaml')) as {
      packages: Record<string, { resolution: { integrity?: string } }>
    }
    const loose = Object.entries(packages).filter(([, { resolution }]) => !resolution.integrity)
    expect(Object.keys(packages).length).toBeGreaterThan(100)
    expect(loose.map(([name]) => name)).toEqual([])
  })

  it('runs no script when it is installed, but for the Node binary [CD-10]', () => {
    expect(workspace.allowBuilds).toEqual({ node: true })
  })

  it('is updated at once when it is vulnerable [CD-10]', () => {
    const { vulnerabilityAlerts } = JSON.parse(readText('.github/renovate.json'))
    expect(vulnerabilityAlerts).toMatchObject({
      schedule: ['at any time'],
      minimumReleaseAge: null,
    })
    expect(readText('.github/SECURITY.md')).toMatch(/within \w+ (days|hours)/)
  })
})

describe('each image', () => {
  it('has a version [CD-10]', () => {
    const { services } = parse(readText('bff/deploy/compose.yaml'), { merge: true }) as {
      services: Record<string, { image: string; build?: unknown }>
    }
    const others = Object.values(services).filter(({ build }) => build === undefined)
    expect(others.length).toBeGreaterThan(2)
    expect(others.filter(({ image }) => !/:\d+\.\d+/.test(image))).toEqual([])
  })
})

describe.each(pathsOf('.github/workflows/*.yml'))('%s', (path) => {
  const workflow = parse(readText(path)) as Workflow
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  it('may read, and takes no longer than it may', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(jobs.every((job) => job['timeout-minutes'] <= 30)).toBe(true)
  })

  it('uses actions by version, and files that exist [CD-10]', () => {
    const used = steps.flatMap(({ uses }) => uses ?? [])
    expect(used.filter((each) => !/^actions\/[\w-]+@v\d+$/.test(each))).toEqual([])
    const words = steps.flatMap(({ run }) => run?.split(/\s+/) ?? [])
    const named = words.filter((word) => /^(bff|\.ci)\/[\w./-]+$/.test(word))
    expect(named.filter((each) => pathsOf(each).length === 0)).toEqual([])
  })
})

describe('the audit', () => {
  const { jobs } = parse(readText('.github/workflows/audit.yml')) as Workflow
  const audits = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ run }) => (run?.includes('pnpm audit') ? [run] : []))

  it('looks at what is deployed and at what is not [CD-10]', () => {
    expect(audits.map((run) => /--(prod|dev)\b/.exec(run)?.[1])).toEqual(['prod', 'dev'])
  })

  it('does not fail where the registry has no answer', () => {
    expect(audits.every((run) => run.includes('--ignore-registry-errors'))).toBe(true)
  })
})
