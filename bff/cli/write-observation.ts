/** `pnpm format` runs it: writes the pages of what is logged and what is counted. */
import { writeFileSync } from 'node:fs'
import { eventsPage, metricsPage } from './observation-text.ts'

const docs = (name: string) => new URL(`../docs/${name}`, import.meta.url)

writeFileSync(docs('events.md'), eventsPage())
writeFileSync(docs('metrics.md'), metricsPage())
