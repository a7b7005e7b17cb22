/** `pnpm format` runs it: writes the pages of what is logged and what is counted, and the dashboard. */
import { writeFileSync } from 'node:fs'
import { dashboard, queriesPage } from './dashboard-text.ts'
import { eventsPage, metricsPage } from './observation-text.ts'

const docs = (name: string) => new URL(`../docs/${name}`, import.meta.url)

writeFileSync(docs('events.md'), eventsPage())
writeFileSync(docs('metrics.md'), metricsPage())
writeFileSync(docs('queries.md'), queriesPage())
writeFileSync(new URL('../deploy/observability/dashboard.json', import.meta.url), dashboard())
