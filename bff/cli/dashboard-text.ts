/**
 * `bff/deploy/observability/dashboard.json`, for Grafana to import, and `bff/docs/queries.md`, the same questions for
 * whoever has another tool. A test compares both with the files, `pnpm format` writes them anew.
 */
import { type Panel, rows } from './dashboard-panels.ts'

/** Grafana migrates older ones by itself when it loads them; this is that of its version 11. */
const schemaVersion = 39

const columns = 24
const rowHeight = 1
const panelHeight = 8

/** Whoever imports it chooses which. */
const datasource = { type: 'prometheus', uid: '${datasource}' }

export function dashboard(): string {
  return `${JSON.stringify(whole(), null, 2)}\n`
}

function whole() {
  return {
    uid: 'claimcheck',
    title: 'Claimcheck',
    schemaVersion,
    version: 1,
    editable: true,
    graphTooltip: 1, // one cursor for all panels
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timepicker: {},
    timezone: 'browser',
    templating: {
      list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }],
    },
    annotations: { list: [] },
    links: [],
    panels: Object.entries(rows).flatMap(([title, panels], place) => rowOf(title, panels, place)),
  }
}

function rowOf(title: string, panels: readonly Panel[], place: number) {
  const y = place * (rowHeight + panelHeight)
  const w = Math.floor(columns / panels.length)
  const id = (place + 1) * 100
  const head = { h: rowHeight, w: columns, x: 0, y }
  return [
    { id, type: 'row', title, collapsed: false, gridPos: head, panels: [] },
    ...panels.map((panel, at) => ({
      id: id + at + 1,
      gridPos: { h: panelHeight, w, x: at * w, y: y + rowHeight },
      ...timeseries(panel),
    })),
  ]
}

function timeseries({ title, unit, queries }: Panel) {
  return {
    type: 'timeseries',
    title,
    datasource,
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: {
      legend: { showLegend: true, displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: Object.entries(queries).map(([legendFormat, query], at) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + at),
      datasource,
      expr: over('$__rate_interval', query),
      legendFormat,
      range: true,
    })),
  }
}

function over(range: string, query: string): string {
  return query.replaceAll('[range]', `[${range}]`)
}

export function queriesPage(): string {
  const sections = Object.entries(rows).map(([title, panels]) => {
    const lines = panels.flatMap(({ title: what, queries }) => [
      `**${what}**\n`,
      `\`\`\`promql\n${Object.values(queries)
        .map((query) => over('5m', query))
        .join('\n')}\n\`\`\`\n`,
    ])
    return `## ${title}\n\n${lines.join('\n')}`
  })
  return `${queriesHeader}\n\n${sections.join('\n')}`
}

const queriesHeader = `# What to ask of the metrics

The questions of the [dashboard](../deploy/observability/dashboard.json) (Grafana: Dashboards, New, Import), for
whoever has another tool. What each metric means: [metrics.md](metrics.md); what should wake somebody:
[alerts.yaml](../deploy/observability/alerts.yaml), each with its row of the [runbook](runbook.md).

Aims to begin with: 99.5 % of sign-ins succeed, those aside who change their mind; 99 % of \`/auth/session\` within
50 ms; fewer than one refresh in a thousand fails; no API refuses our tokens, and the store throws nothing away.`
