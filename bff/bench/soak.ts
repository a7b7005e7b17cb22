/**
 * `pnpm soak`: half an hour of mixed traffic – calls, uploads, streams, WebSockets, sign-ins, refreshes, sign-outs,
 * browsers that leave and APIs that die – and whether anything of it stays behind. Prints what it sees; the
 * exit code is 0 only when all is as wanted. `--minutes 5` takes five.
 */
import { parseArgs } from 'node:util'
import { runSoak } from './soak/run-soak.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) {
  console.error('Say how many minutes: pnpm soak --minutes 5')
  process.exit(1)
}
// A heap of thirty megabytes, measured with an accuracy of about half a megabyte.
const growthPercent = minutes >= 5 ? 3 : 15
const report = await runSoak({ minutes, growthPercent, tell: console.log })

console.log(
  Object.entries(report.done)
    .map(([name, times]) => `${times} × ${name}`)
    .join(', '),
)
console.log(`heap ${report.growthPercent.toFixed(1)} %, connections left ${report.sockets}`)
for (const fault of report.faults) console.error(`✗ ${fault}`)
process.exit(report.faults.length > 0 ? 1 : 0)
