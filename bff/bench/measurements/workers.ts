/** One worker and two, with nobody bound to a processor: what a second one brings. */
import { availableParallelism } from 'node:os'
import { measureByTurns } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'
import { startClaimcheck } from '../systems/claimcheck.ts'
import type { System } from '../systems/system.ts'

export async function twoWorkers(stage: Stage): Promise<Table> {
  const systems: System[] = []
  for (const workers of ['1', '2']) {
    const storeUrl = `sqlite:${stage.folder}/workers-${workers}.db`
    const env = { WEB_CONCURRENCY: workers }
    const options = { name: `WEB_CONCURRENCY=${workers}`, storeUrl, env, sessions: 100 }
    systems.push(stage.keep(await startClaimcheck(stage, { ...options, place: 'all' })))
  }
  const request = { method: 'GET', path: '/api/notes/1kb', connections: 64 }
  const found = await measureByTurns(stage.load, systems, request, stage.options)
  const [one] = found
  return {
    title: 'Two workers',
    columns: ['workers', 'CPU µs', 'requests/s', '× one'],
    rows: found.map(({ name, micros, requestsPerSecond }) => {
      return [name, micros, requestsPerSecond, requestsPerSecond / one!.requestsPerSecond]
    }),
    note: `${availableParallelism()} processors, shared with the load, the API and whatever else runs.`,
  }
}
