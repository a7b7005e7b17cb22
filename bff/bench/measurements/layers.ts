/**
 * What each layer costs: the app with one layer more each time, all of them asked by turns, and what each adds
 * to the one before. Together they are the whole by construction; a single one is a difference of two
 * figures, and so good to a microsecond or two at best.
 */
import { measureByTurns } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'
import { startClaimcheck } from '../systems/claimcheck.ts'
import { startBareProxy } from '../systems/others.ts'
import type { System } from '../systems/system.ts'

const layers = [
  'our server: limits, one host, one framing',
  'Koa’s context, the corridor',
  'ref, event and log line',
  'safety net',
  'security headers',
  'same-origin check',
  'session: cookie, koa-session, store',
  'door: target, policy, token, header lists, answer',
]

const program = new URL('../servers/layered-app.ts', import.meta.url)

export async function costOfLayers(stage: Stage): Promise<Table> {
  const systems: System[] = [stage.keep(await startBareProxy(stage))]
  for (const [at, name] of layers.entries()) {
    const isWhole = at === layers.length - 1
    const env = { BENCH_LAYERS: String(at + 1) }
    const storeUrl = `sqlite:${stage.folder}/layers-${at}.db`
    const options = { name, storeUrl, sessions: 100, ...(isWhole ? {} : { env, program }) }
    systems.push(stage.keep(await startClaimcheck(stage, options)))
  }
  const request = { method: 'GET', path: '/api/notes/1kb', connections: 64 }
  const found = await measureByTurns(stage.load, systems, request, stage.options)
  return {
    title: 'GET, 1 kB, layer by layer (SQLite)',
    columns: ['layer', 'adds CPU µs', 'together'],
    // Of the quietest rounds, since a difference takes the noise of both.
    rows: found.map(({ name, leastMicros: micros }, at) => [
      name,
      micros - (found[at - 1]?.leastMicros ?? 0),
      micros,
    ]),
  }
}
