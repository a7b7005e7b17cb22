/** Whoever looks must see something: the dashboard is one that Grafana takes, and asks only for what there is. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { dashboard, queriesPage } from '../../cli/dashboard-text.ts'
import { counters, gauges, histograms, type MetricEntry } from '../../src/observe/metric-table.ts'
import { readText } from './files.ts'

const datasource = z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') })
const gridPos = z.object({
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  w: z.int().min(1).max(24),
  h: z.int().min(1),
})
const row = z.object({
  id: z.int(),
  type: z.literal('row'),
  title: z.string().min(1),
  collapsed: z.literal(false),
  panels: z.tuple([]), // an open row has its panels beside it
  gridPos,
})
const timeseries = z.object({
  id: z.int(),
  type: z.literal('timeseries'),
  title: z.string().min(1),
  datasource,
  gridPos,
  fieldConfig: z.object({
    defaults: z.object({ unit: z.string() }),
    overrides: z.tuple([]),
  }),
  targets: z
    .array(z.object({ refId: z.string().regex(/^[A-Z]$/), datasource, expr: z.string().min(1) }))
    .min(1),
})
const Dashboard = z.object({
  uid: z.string().max(40),
  title: z.string().min(1),
  schemaVersion: z.int().min(39),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({
    list: z.tuple([z.object({ name: z.literal('datasource'), type: z.literal('datasource') })]),
  }),
  panels: z.array(z.discriminatedUnion('type', [row, timeseries])).min(1),
})

const path = 'bff/deploy/observability/dashboard.json'
const { panels } = Dashboard.parse(JSON.parse(readText(path)))
const queries = panels.flatMap((panel) => (panel.type === 'row' ? [] : panel.targets))
const entries: Record<string, MetricEntry> = { ...counters, ...histograms, ...gauges }

describe('the dashboard', () => {
  it('is written from the panels, and so is the page of queries (else: pnpm format)', () => {
    expect(readText(path)).toBe(dashboard())
    expect(readText('bff/docs/queries.md')).toBe(queriesPage())
  })

  it('has six rows, and no two panels in one place or under one number', () => {
    expect(panels.filter(({ type }) => type === 'row')).toHaveLength(6)
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const taken = panels.flatMap(({ gridPos: { x, y, w } }) =>
      Array.from({ length: w }, (_, step) => `${x + step} ${y}`),
    )
    expect(new Set(taken).size).toBe(taken.length)
  })

  it.each(queries)('asks for what there is: $expr', ({ expr }) => {
    const used = [...expr.matchAll(/\b(bff_\w+?)(_bucket|_count|_sum)?\b(?=[[{)\s]|$)/g)]
    expect(used.length).toBeGreaterThan(0)
    for (const [, name = '', part] of used) {
      expect(Object.keys(entries)).toContain(name)
      expect(Object.hasOwn(histograms, name)).toBe(part !== undefined)
      // A gauge is looked at as it is, everything else by how it grows.
      expect(/\b(rate|increase)\(/.test(expr)).toBe(!Object.hasOwn(gauges, name))
    }
    const labels = used.flatMap(([, name = '']) => entries[name]?.labels ?? [])
    const asked = [
      ...[...expr.matchAll(/\{(\w+)(?:=|!)/g)].map(([, label = '']) => label),
      ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ')),
    ]
    const known = new Set(['le', 'instance', ...labels])
    expect(asked.filter((label) => !known.has(label))).toEqual([])
    expect(expr.split('(').length).toBe(expr.split(')').length)
  })

  it('shows every metric that tells of people, or of what they wait for', () => {
    const asked = queries.map(({ expr }) => expr).join('\n')
    const rare = [
      'bff_cookie_ambiguous_total',
      'bff_csp_violated_total',
      'bff_returnto_rejected_total',
      'bff_token_not_obtained_total',
      'bff_token_revocation_failed_total',
      'bff_client_secret_switched_total',
      'bff_client_credential_expires_seconds',
      'bff_idp_up',
      'bff_sessions_busy',
      'bff_start_time_seconds',
    ]
    const unseen = Object.keys(entries).filter((name) => !asked.includes(name))
    expect(unseen.toSorted()).toEqual(rare.toSorted())
  })
})
