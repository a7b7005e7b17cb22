/**
 * Mixed traffic for a while, and what the BFF holds meanwhile: its heap after a forced collection must not
 * rise, its connections must be gone when everybody is, and it must not have had anything to complain of.
 *
 * The first third of the time does not count: code is compiled and what is bounded by number fills up.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openWorld } from '../../dev/world.ts'
import { startWatched, type Watched } from '../watched.ts'
import { openSoakApi, type SoakApi } from './soak-api.ts'
import { startTraffic, type Traffic } from './traffic.ts'

export interface SoakOptions {
  minutes: number
  /** How far the heap may be above where it was, in percent; what is short is uncertain. */
  growthPercent: number
  tell(text: string): void
}

export interface SoakReport {
  heapBytes: number[]
  growthPercent: number
  rssBytes: number
  /** With everybody gone. */
  sockets: number
  apiConnections: number
  done: Record<string, number>
  /** Empty when all is well. */
  faults: string[]
}

const visitors = 8
/** Tokens so short that people's are renewed all the time. */
const accessTokenSeconds = 12
/** Kept connections to an API are let go of after four seconds (undici); and some to spare. */
const patienceSeconds = 15

export async function runSoak({ minutes, growthPercent, tell }: SoakOptions): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-soak-'))
  const world = await openWorld({ traits: { accessTokenSeconds } })
  const api = await openSoakApi()
  const env = {
    STORE_URL: `sqlite:${join(folder, 'store.db')}`,
    RESOURCE_NOTES_URL: api.url,
    RATE_LIMIT_ORDINARY: 'session:999999999/60,subject:999999999/60', // on, and never reached
  }
  const app = await startWatched({ ...world.env, ...env })
  try {
    const traffic = await startTraffic(world.appOrigin, visitors)
    const heapBytes = await watch(app, traffic, minutes, tell)
    const { rssBytes, sockets, apiConnections } = await afterwards(app, api)
    const growth = growthOf(heapBytes)
    const faults = [
      ...traffic.faults,
      ...(growth > growthPercent ? [`the heap rose by ${growth.toFixed(1)} %`] : []),
      ...(sockets > 0 ? [`${sockets} connections are still open`] : []),
      ...(apiConnections > 0 ? [`${apiConnections} connections to the API are still open`] : []),
      ...complaintsOf(app),
    ]
    const { done } = traffic
    return { heapBytes, growthPercent: growth, rssBytes, sockets, apiConnections, done, faults }
  } finally {
    await app.stop()
    api.close()
    await world.close()
    rmSync(folder, { recursive: true })
  }
}

async function watch(app: Watched, traffic: Traffic, minutes: number, tell: SoakOptions['tell']) {
  const looks = minutes < 1 ? 6 : 30
  const everyMs = (minutes * 60_000) / looks
  const heapBytes: number[] = []
  for (let look = 1; look <= looks && app.left() === undefined; look++) {
    await wait(everyMs)
    await traffic.pause()
    if (app.left() !== undefined) break
    const held = await app.held()
    heapBytes.push(held.heapBytes)
    const [heap, rss] = [held.heapBytes, held.rssBytes].map((bytes) => (bytes / 2 ** 20).toFixed(1))
    tell(`${look}/${looks}  heap ${heap} MB  rss ${rss} MB  sockets ${held.sockets}`)
    if (look < looks) traffic.resume()
  }
  return heapBytes
}

async function afterwards(app: Watched, api: SoakApi) {
  const look = async () => ({ ...(await app.held()), apiConnections: await api.connections() })
  let held = await look()
  for (let second = 0; second < patienceSeconds; second++) {
    if (held.sockets === 0 && held.apiConnections === 0) break
    await wait(1000)
    held = await look()
  }
  return held
}

/** The last third of the looks compared with the second: the middle of each, for one look may be odd. */
function growthOf(heapBytes: readonly number[]): number {
  const third = Math.floor(heapBytes.length / 3)
  const middle = (numbers: readonly number[]) =>
    numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  return (middle(heapBytes.slice(-third)) / middle(heapBytes.slice(third, -third)) - 1) * 100
}

function complaintsOf(app: Watched): string[] {
  const left = app.left()
  const complaints = app.complaints().trim()
  return [
    ...(left === undefined ? [] : [`the BFF left with ${left}`]),
    ...(complaints === '' ? [] : [`the BFF complained: ${complaints}`]),
  ]
}
