/** Ours beside what it is compared with, asked the same by turns. */
import { measureByTurns, type Measured, type Request } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'
import { startClaimcheck } from '../systems/claimcheck.ts'
import { isInstalled, startBareProxy, startNginx } from '../systems/others.ts'
import { startRivals } from '../systems/rivals.ts'
import type { System } from '../systems/system.ts'

const sessions = 100
const wholeApp = new URL('../servers/watched-app.ts', import.meta.url)

/** The first is what the others are compared with: nginx where there is one. */
async function startAll(stage: Stage): Promise<System[]> {
  const systems: System[] = []
  if (isInstalled('nginx')) systems.push(stage.keep(await startNginx(stage)))
  systems.push(stage.keep(await startBareProxy(stage)))
  const { redisUrl } = stage
  const stores = {
    sqlite: `sqlite:${stage.folder}/proxies.db`,
    ...(redisUrl && { redis: redisUrl }),
  }
  for (const [store, storeUrl] of Object.entries(stores)) {
    const name = `claimcheck, ${store}`
    systems.push(stage.keep(await startClaimcheck(stage, { name, storeUrl, sessions })))
  }
  return systems
}

export async function getOneKilobyte(stage: Stage): Promise<Table> {
  const systems = await startAll(stage)
  const request = { method: 'GET', path: '/api/notes/1kb', connections: 64 }
  return tableOf('GET, 1 kB', await measured(stage, systems, request), systems[0]!.name)
}

/** Who else does this work, where they are installed; what they keep in Redis costs Redis something on top. */
export async function besideRivals(stage: Stage): Promise<Table> {
  const systems = [...(await startAll(stage)), ...(await startRivals(stage))]
  const request = { method: 'GET', path: '/api/notes/1kb', connections: 64 }
  const found = await measured(stage, systems, request)
  return tableOf('GET, 1 kB, beside others who do the same', found, systems[0]!.name)
}

export async function getHundredKilobytes(stage: Stage): Promise<Table> {
  const systems = await startAll(stage)
  const request = { method: 'GET', path: '/api/notes/100kb', connections: 32 }
  return tableOf('GET, 100 kB', await measured(stage, systems, request), systems[0]!.name)
}

export async function getTenMegabytes(stage: Stage): Promise<Table> {
  const systems = await startAll(stage)
  const request = { method: 'GET', path: '/api/notes/10mb', connections: 4 }
  return tableOf('GET, 10 MB', await measured(stage, systems, request), systems[0]!.name)
}

/** The sample route takes no more than a megabyte, so ours runs with another table here. */
export async function postTenMegabytes(stage: Stage): Promise<Table> {
  const systems: System[] = []
  if (isInstalled('nginx')) systems.push(stage.keep(await startNginx(stage)))
  systems.push(stage.keep(await startBareProxy(stage)))
  const storeUrl = `sqlite:${stage.folder}/uploads.db`
  const ours = { name: 'claimcheck, sqlite', storeUrl, sessions, program: wholeApp }
  systems.push(stage.keep(await startClaimcheck(stage, ours)))
  const request = { method: 'POST', path: '/api/notes/upload', connections: 4 }
  const body = { bodyBytes: 10 * 1024 * 1024 }
  const found = await measured(stage, systems, { ...request, ...body })
  return tableOf('POST, 10 MB', found, systems[0]!.name)
}

function measured(stage: Stage, systems: System[], request: Request): Promise<Measured[]> {
  return measureByTurns(stage.load, systems, request, stage.options)
}

function tableOf(title: string, found: Measured[], base: string): Table {
  return {
    title,
    columns: ['system', 'CPU µs', `× ${base}`, 'quietest µs', '×', 'requests/s', 'p99 ms', 'bad'],
    rows: found.map(({ name, micros, ratio, leastMicros, leastRatio, ...rest }) => {
      const { requestsPerSecond, p99Ms, bad } = rest
      return [name, micros, ratio, leastMicros, leastRatio, requestsPerSecond, p99Ms, String(bad)]
    }),
  }
}
