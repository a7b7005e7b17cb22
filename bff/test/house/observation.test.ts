/** What the documentation says is logged and counted is what is logged and counted. */
import { describe, expect, it } from 'vitest'
import { eventsPage, metricsPage } from '../../cli/observation-text.ts'
import { createEvents } from '../../src/events.ts'
import { auditLines } from '../../src/observe/audit-lines.ts'
import { retention } from '../../src/observe/event-catalogue.ts'
import { logLines } from '../../src/observe/log-lines.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { readText } from './files.ts'

const page = readText('bff/docs/events.md')
const [, eventFields = ''] =
  /^export interface EventFields \{\n([\s\S]*?)^\}/m.exec(readText('bff/src/events.ts')) ?? []
const withoutComments = eventFields.replace(/\/\*\*[\s\S]*?\*\//g, '')

describe('bff/docs/events.md', () => {
  it('is written from the catalogue (else: pnpm format) [EL-07]', () => {
    expect(page).toBe(eventsPage())
  })

  it('has a row for every event, with each field of it [EL-07]', () => {
    const events = [
      ...withoutComments.matchAll(/^ {2}'([\w.-]+)': ([\s\S]*?)(?=^ {2}'|$(?![\s\S]))/gm),
    ]
    expect(events.length).toBe(Object.keys(logLines).length)
    const missing = events.flatMap(([, name = '', shape = '']) => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` | `)) ?? ''
      const fields = [...shape.matchAll(/(\w+)\??:/g)].map(([, field]) => field)
      return fields.filter((field) => !row.includes(` \`${field}\` `)).map((f) => `${name} ${f}`)
    })
    expect(missing).toEqual([])
  })

  it('says of each field what it means and whether it is personal, and how long lines are kept [EL-07]', () => {
    const fields = new Set(Object.values(logLines).flatMap((line) => line.fields as string[]))
    const rows = [...fields].map((field) =>
      page.split('\n').find((line) => line.startsWith(`| \`${field}\` | `)),
    )
    expect(rows.filter((row) => !/\| (no|pseudonym) \|$/.test(row ?? ''))).toEqual([])
    for (const kind of Object.keys(retention)) expect(page).toContain(`- **${kind}**: `)
  })

  it('names every audit line [EL-07]', () => {
    const names = Object.values(auditLines).flatMap((lines) => lines.map(({ name }) => name))
    expect(names.filter((name) => !page.includes(`| \`${name}\` | `))).toEqual([])
  })
})

describe('bff/docs/metrics.md', () => {
  it('is written from the table (else: pnpm format)', () => {
    expect(readText('bff/docs/metrics.md')).toBe(metricsPage())
  })

  it('names every metric that /metrics has, and no other', async () => {
    const clock = { now: () => 0 }
    const open = () => ({ eventStreams: 0, sessions: 0 })
    const store = { ping: async () => {} }
    const credentials = { secrets: [], certificates: [] }
    const events = createEvents(clock)
    const metrics = createMetrics({ events, clock, build: 'x', open, store, credentials })
    const said = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
    metrics.stop()
    const named = [...readText('bff/docs/metrics.md').matchAll(/^\| `(bff_\w+)` \|/gm)]
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(said))
  })
})
