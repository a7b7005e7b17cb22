/** Whoever is woken must be able to look: alert rules name only metrics, labels and words that exist. */
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { counters, gauges, histograms, type MetricEntry } from '../../src/observe/metric-table.ts'
import { readText } from './files.ts'

interface Rules {
  groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[]
}

const { groups } = parse(readText('bff/docs/operate/alerts.yaml')) as Rules
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
  expect(Object.keys(annotations)).toEqual(['summary', 'look'])
})
