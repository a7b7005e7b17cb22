/**
 * The documents for whoever runs this say what there is, and all of it: every link leads somewhere, every code,
 * reason, event, field and threat has its row, every setting and command that is named exists.
 */
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { problems } from 'shared/problem'
import { resourceNames } from '../../src/api/resources.ts'
import { knownNames } from '../../src/config/settings.ts'
import { logLines } from '../../src/observe/log-lines.ts'
import { filesOf, pathsOf, readText } from '../house/files.ts'
import { commandsIn } from '../house/readme.ts'

const page = (name: string) => readText(`bff/docs/${name}.md`)
const pages = filesOf('{bff/docs,.github}/*.md')
const forOperators = [
  'compared-with',
  'deploying',
  'errors',
  'privacy',
  'runbook',
  'threat-model',
  'upgrading',
]

/** From one heading to the next. */
function section(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n## ${heading}\n`)
  return after.split('\n## ')[0] ?? ''
}

/** What stands as code in the first column of a table. */
function firstColumn(text: string): string[] {
  const cells = [...text.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell)
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word))
}

/** A union of words, as it stands in events.ts or same-origin.ts. */
function unionIn(path: string, name: string): string[] {
  const [, after = ''] = readText(path).split(`type ${name} =`)
  const [union = ''] = after.split(/\n\n|\n(?!\s)/)
  return [...union.matchAll(/\| '([\w-]+)'/g)].map(([, word = '']) => word)
}

describe('every page', () => {
  it.each(pages)('$path links to what exists', ({ path, text }) => {
    const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, to = '']) =>
      posix.join(posix.dirname(path), to),
    )
    expect(links.filter((to) => pathsOf(to.replace(/\/$/, '')).length === 0)).toEqual([])
  })

  it.each(forOperators)('%s.md names commands that exist', (name) => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
    const known = [...Object.keys(scripts), 'install', 'audit']
    expect(commandsIn(page(name)).filter((each) => !known.includes(each))).toEqual([])
  })

  it.each(forOperators)('%s.md is linked from another one', (name) => {
    const others = [...pages, ...filesOf('README.md')].filter(
      ({ path }) => !path.endsWith(`/${name}.md`),
    )
    expect(others.some(({ text }) => text.includes(`${name}.md`))).toBe(true)
  })

  it.each(forOperators)('%s.md names settings that exist', (name) => {
    const named =
      page(name).match(/\b(?:OIDC|SESSION|RESOURCE|STORE|TRUSTED)_[A-Z_]*[A-Z]\b/g) ?? []
    const known = knownNames(resourceNames, [''])
    expect(named.filter((each) => !known.includes(each))).toEqual([])
  })
})

describe('errors.md', () => {
  it('tells of every code, with its status', () => {
    const rows = [...page('errors').matchAll(/^\| `([\w-]+)` \| (\d{3}) \|/gm)]
    const told = Object.fromEntries(rows.map(([, code = '', status]) => [code, Number(status)]))
    const known = Object.entries(problems).map(([code, { status }]) => [code, status])
    expect(told).toEqual(Object.fromEntries(known))
  })

  it('tells of every reason why a sign-in fails', () => {
    const known = unionIn('bff/src/events.ts', 'LoginFailure')
    expect(known.length).toBeGreaterThan(10)
    const told = firstColumn(section(page('errors'), 'Why a sign-in failed'))
    expect(told.filter((word) => word !== 'why').toSorted()).toEqual(known.toSorted())
  })

  it("tells of every reason why a request is taken for another site's", () => {
    const known = unionIn('bff/src/http/same-origin.ts', 'CrossSiteReason')
    expect(known.length).toBeGreaterThan(3)
    const told = firstColumn(section(page('errors'), "Why a request was taken for another site's"))
    expect(told.filter((word) => word !== 'why').toSorted()).toEqual(known.toSorted())
  })

  it('tells of every reason why a logout token is refused', () => {
    const known = ['LogoutTokenFault', 'ProviderLogoutRefusal'].flatMap((name) =>
      unionIn('bff/src/events/provider-words.ts', name),
    )
    expect(known.length).toBeGreaterThan(10)
    const told = section(page('errors'), 'Why a logout token was refused')
    expect(known.filter((word) => !told.includes(`\`${word}\``))).toEqual([])
  })
})

describe('threat-model.md', () => {
  it('names every threat that is tried, and where', () => {
    const tried = pathsOf('bff/test/threats/**/*.test.ts')
    expect(tried.length).toBeGreaterThan(40)
    const missing = tried.filter((path) => !page('threat-model').includes(`](../${path.slice(4)})`))
    expect(missing).toEqual([])
  })

  it('is where SECURITY.md leads to', () => {
    expect(readText('.github/SECURITY.md')).toContain('](../bff/docs/threat-model.md)')
  })
})

describe('privacy.md', () => {
  it('tells of every field that is the same for one person each time [EL-07]', () => {
    const rows = page('events').match(/^\| `\w+` \| .* \| pseudonym \|$/gm) ?? []
    expect(rows.length).toBeGreaterThan(2)
    const told = firstColumn(section(page('privacy'), 'What is logged'))
    expect(firstColumn(rows.join('\n')).filter((field) => !told.includes(field))).toEqual([])
  })

  it('tells how long each thing is kept, and that a hosted BFF sees all [CD-11, EL-07]', () => {
    const kept = section(page('privacy'), 'What is kept')
    expect(kept).toContain('| what | of whom | until |')
    expect(section(page('privacy'), 'Who sees what')).toContain('hosted by a third party')
  })
})

describe('runbook.md', () => {
  it('has ten rows, each with something to do', () => {
    const rows = page('runbook').match(/^\| \*\*.+\|$/gm) ?? []
    expect(rows).toHaveLength(10)
    expect(rows.every((row) => row.split(' | ').length === 4)).toBe(true)
  })

  it('looks at events that are told', () => {
    const named = page('runbook').match(/(?<=`)[a-z]+\.[a-z][a-z-]+(?=`)/g) ?? []
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((event) => !Object.hasOwn(logLines, event))).toEqual([])
  })
})

describe('deploying.md', () => {
  it('gives the app a host name of its own, and the example does [SC-24]', () => {
    expect(section(page('deploying'), 'One host name')).toContain('6265bis §8.5')
    const names = [...readText('bff/deploy/nginx.conf').matchAll(/server_name (\S+);/g)]
    const claimed = names.map(([, name]) => name)
    expect(new Set(claimed).size).toBe(claimed.length)
  })

  it('tells the limits as they are [CD-06]', () => {
    const constant = (path: string, name: string) => {
      const [, value = ''] = new RegExp(`\\b${name}(?: =|:) ([\\d_ *]+)`).exec(readText(path)) ?? []
      return value
        .split('*')
        .map((factor) => Number(factor.replaceAll('_', '')))
        .reduce((all, factor) => all * factor)
    }
    const limits = section(page('deploying'), 'Limits')
    const server = 'bff/src/http/server.ts'
    const headKb = constant(server, 'maxHeaderSize') / 1024
    const headSeconds = constant(server, 'headersTimeoutMs') / 1000
    expect(limits).toContain(`| ${headKb} kB, ${headSeconds} s |`)
    expect(limits).toContain(`| ${constant(server, 'silenceMs') / 60_000} min | closed`)
    const storeMs = constant('bff/src/storage/redis-client.ts', 'commandTimeoutMs')
    expect(limits).toContain(`| store silent | ${storeMs / 1000} s |`)
    expect(limits).toContain(`| stopping | ${constant('bff/src/main.ts', 'drainMs') / 1000} s |`)
  })

  it('shows YAML that can be read', () => {
    const blocks = [...page('deploying').matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    expect(blocks).toHaveLength(1)
    for (const [, text = ''] of blocks) {
      for (const document of parseAllDocuments(text)) expect(document.toJS()).toBeTypeOf('object')
    }
  })
})
