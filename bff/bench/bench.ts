/**
 * `pnpm bench`: what a request, a sign-in, a session and a stream cost, beside nginx and beside Node alone, in
 * one run. The figure to trust is CPU per request, and of that the ratio within a run: requests per second
 * say as much about the machine, the load and whoever else is on it.
 *
 *     pnpm bench --quick                under a minute: fewer and shorter rounds
 *     pnpm bench --only get-1kb         one measurement, or several: --only get-1kb,layers
 *     pnpm bench --full                 also a million sessions (ten minutes, seven gigabytes)
 *     pnpm bench --json cost.json       the tables as data, too
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measurements, quickMeasurements } from './measurements.ts'
import { canMeasure } from './process-cost.ts'
import { openStage, type Table } from './stage.ts'
import { asMarkdown } from './tables.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})

if (!canMeasure()) {
  console.error('The bench reads CPU times from /proc, which only Linux has.')
  process.exit(1)
}
const names =
  values.only?.split(',') ?? (values.quick ? quickMeasurements : Object.keys(measurements))
const strangers = names.filter((name) => !Object.hasOwn(measurements, name))
if (strangers.length > 0) {
  console.error(
    `No measurement ${strangers.join(', ')}. There are: ${Object.keys(measurements).join(', ')}.`,
  )
  process.exit(1)
}

const { quick, full } = values
const length = quick
  ? { rounds: 3, seconds: 0.5, warmUpSeconds: 3 }
  : { rounds: 11, seconds: 1, warmUpSeconds: 12 }
const tell = (text: string) => process.stderr.write(`${text}\n`)
const { stage, clear, close } = await openStage({ ...length, quick, full }, tell)
const tables: Record<string, Table> = {}
try {
  for (const name of names) {
    tell(`${name} …`)
    const table = await measurements[name]!(stage)
    await clear()
    tables[name] = table
    console.log(`\n${asMarkdown(table)}`)
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(tables, undefined, 2))
} finally {
  await close()
}
