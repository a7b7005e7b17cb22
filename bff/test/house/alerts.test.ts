/** Whoever is woken must be able to look: alert rules name only metrics, labels and words that exist. */
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { counters, gauges, histograms, type MetricEntry } from '../../src/observe/metric-table.ts'
import { readText } from './files.ts'

interface Rules {
  groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[]
}

const { groups } = parse(readText('bff/deploy/observability/alerts.yaml')) as Rules
const rules = groups.flatMap((group) => group.rules)
const entries: Record<string, MetricEntry> = { ...counters, ...histograms, ...gauges }

it.each(rules)('$alert counts what is counted, by labels that it has', ({ expr, annotations }) => {
  const used = [...expr.matchAll(/\b(bff_\w+?)(?:_bucket|_count|_sum)?\b(?:\{([^}]*)\})?/g)]
  expect(used.length).toBeGreaterThan(0)
  const unknown = used.flatMap(([, name = '', labels = '']) => {
    const known = entries[name]?.labels
    const asked = [...labels.matchAll(/(\w+)[=!]/g)].map(([, label = '']) => label)
    return known === undefined ? [name] : asked.filter((label) => !known.includes(label))
  })
  const grouped = [...expr.matchAll(/\bby \((\w+)\)/g)].map(([, label = '']) => label)
  const labels = new Set([
    'instance',
    ...used.flatMap(([, name = '']) => entries[name]?.labels ?? []),
  ])
  expect([...unknown, ...grouped.filter((label) => !labels.has(label))]).toEqual([])
  expect(Object.keys(annotations)).toEqual(['summary', 'look', 'runbook'])
  const [page = '', anchor = ''] = annotations['runbook']?.split('#') ?? []
  expect(anchorsOf(readText(page))).toContain(anchor)
})

it('there are twelve, each by its own name', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(12)
})

/** Headings, as GitHub names them, and the anchors of single rows. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  )
  return [...headings, ...[...text.matchAll(/<a id="([\w-]+)">/g)].map(([, id = '']) => id)]
}
