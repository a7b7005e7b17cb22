/**
 * Several systems, measured by turns: each round asks every one of them, and begins with another. So what
 * else happens on the machine meets them all, and a ratio within a round says more than two figures of
 * different minutes. The middle of all rounds counts.
 */
import { browserHeaders, type Load } from './load/load.ts'
import type { Job } from './load/job.ts'
import { cpuMicros } from './process-cost.ts'
import type { System } from './systems/system.ts'

export interface Request extends Pick<Job, 'method' | 'connections'> {
  path: string
  bodyBytes?: number
}

export interface Measured {
  name: string
  /** CPU of the system under test for one request. */
  micros: number
  /** Of the quietest round: what else runs on the machine only ever adds. */
  leastMicros: number
  /** So many times the first system's; the middle of the rounds' own ratios. */
  ratio: number
  /** The same of the quietest rounds. */
  leastRatio: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  bad: number
}

export interface RoundsOptions {
  rounds: number
  seconds: number
  /** At most. */
  warmUpSeconds: number
  tell?: (text: string) => void
}

type Round = Omit<Measured, 'name' | 'ratio' | 'leastMicros' | 'leastRatio'>

export async function measureByTurns(
  load: Load,
  systems: readonly System[],
  request: Request,
  { rounds, seconds, warmUpSeconds, tell }: RoundsOptions,
): Promise<Measured[]> {
  const found = systems.map((): Round[] => [])
  for (const system of systems) await warmUp(load, system, request, warmUpSeconds)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < systems.length; turn++) {
      const at = (turn + round) % systems.length
      found[at]!.push(await once(load, systems[at]!, request, seconds))
    }
    tell?.(`${round + 1}/${rounds}`)
  }
  return systems.map(({ name }, at) => summaryOf(name, found[at]!, found[0]!))
}

/** Code is compiled after so many calls, not after so much time: on a busy machine that may take long. */
async function warmUp(load: Load, system: System, request: Request, mostSeconds: number) {
  for (let second = 0, requests = 0; second < mostSeconds && requests < 15_000; second++) {
    const { requestsPerSecond } = await once(load, system, request, 1)
    requests += requestsPerSecond
  }
}

async function once(load: Load, system: System, request: Request, seconds: number): Promise<Round> {
  const { port, pid, cookie, cookieHeader } = system
  const known = cookieHeader && { host: `localhost:${port}`, cookie: cookieHeader }
  const headers = { ...browserHeaders, ...known }
  const before = cpuMicros(pid)
  const job = { ...request, port, headers, seconds, ...(cookie && { cookie }) }
  const report = await load.run(job)
  if (report.bad > report.requests / 100) {
    throw new Error(`${system.name} refused ${report.bad} of ${report.requests}: no figure of it.`)
  }
  return {
    micros: (cpuMicros(pid) - before) / report.requests,
    requestsPerSecond: report.requests / report.seconds,
    p50Ms: report.p50Ms,
    p99Ms: report.p99Ms,
    bad: report.bad,
  }
}

function summaryOf(name: string, rounds: Round[], base: Round[]): Measured {
  const middleOf = (field: keyof Round) => median(rounds.map((round) => round[field]))
  return {
    name,
    micros: middleOf('micros'),
    leastMicros: leastOf(rounds),
    leastRatio: leastOf(rounds) / leastOf(base),
    ratio: median(rounds.map((round, at) => round.micros / base[at]!.micros)),
    requestsPerSecond: middleOf('requestsPerSecond'),
    p50Ms: middleOf('p50Ms'),
    p99Ms: middleOf('p99Ms'),
    bad: rounds.reduce((total, { bad }) => total + bad, 0),
  }
}

function leastOf(rounds: Round[]): number {
  return Math.min(...rounds.map(({ micros }) => micros))
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.floor(half - 0.5)]! + sorted[Math.ceil(half - 0.5)]!) / 2
}
