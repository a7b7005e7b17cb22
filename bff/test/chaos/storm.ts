/**
 * The storm: several processes of the BFF, one store, the strictest authorization server, and every browser
 * of everybody calling at the very moment at which all access tokens have run out – again and again, while
 * processes are killed in the middle and started again. What must come out of it stands in storm-report.ts.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { paths } from 'shared/paths'
import { freePort } from '../../dev/loopback-server.ts'
import { type CallOutcome, createCaller } from './caller.ts'
import { openCountingApi } from './counting-api.ts'
import { type Instance, startInstance } from './instances.ts'
import { type Person, signInPerson } from './person.ts'
import { createStormReport, type StormReport } from './storm-report.ts'
import { accessTokenSeconds, openStrictServer } from './strict-server.ts'
import { exchange } from '../wire.ts'

export interface StormOptions {
  storeUrl: string
  instances: number
  sessions: number
  /** Calls of one session at the same moment. */
  calls: number
  rounds: number
  /** In every so-manieth round a process is killed. */
  killEvery: number
  /** What a refresh takes at its quickest; at its slowest it takes twice as long. */
  usualMs: number
  /** OIDC_TIMEOUT_SECONDS. Whoever was killed holds up the others for so long and five seconds more. */
  timeoutSeconds: number
  /** Told after each round. */
  tell?(line: string): void
}

export async function runStorm(options: StormOptions): Promise<StormReport> {
  const scene = await openScene(options)
  const report = createStormReport(options)
  try {
    const people: Person[] = []
    while (people.length < options.sessions) people.push(await signInPerson(scene.origin))
    for (let round = 1; round <= options.rounds; round += 1) {
      const startedAtMs = performance.now()
      await scene.expireAll()
      const calls = people.flatMap((person, place) => callsOf(person, place, options, scene))
      if (round % options.killEvery === 0) await scene.killOne(options.sessions / 2)
      report.addRound(await Promise.all(calls), performance.now() - startedAtMs, scene.server)
      await replaceSignedOut(people, report.signedOut, scene.origin)
      options.tell?.(report.lastRound())
    }
    return report.finish(scene.server.numbers, scene.api.numbers)
  } finally {
    await scene.close()
  }
}

type Scene = Awaited<ReturnType<typeof openScene>>

async function openScene(options: StormOptions) {
  const server = await openStrictServer(options.usualMs)
  const api = await openCountingApi(server)
  const ports: number[] = []
  while (ports.length < options.instances) ports.push(await freePort(0))
  const origin = `http://localhost:${ports[0]}`
  const env = {
    ...envOf(options.storeUrl, origin, server.issuer, api.url),
    OIDC_TIMEOUT_SECONDS: String(options.timeoutSeconds),
  }
  const instances: Instance[] = []
  const lives: number[] = []
  const caller = createCaller(ports)
  let aheadMs = 0
  let killed = 0

  async function start(place: number): Promise<void> {
    instances[place] = await startInstance(env, ports[place]!, aheadMs)
    // It asks for the metadata now, and nobody else does: that gives its life a number.
    await askForLogin(ports[place]!)
    lives[place] = server.lives()
  }

  for (const place of ports.keys()) await start(place)

  return {
    origin,
    server,
    api,
    caller,
    async expireAll() {
      aheadMs += (accessTokenSeconds + 1) * 1000
      server.nextRound()
      await Promise.all(instances.map((instance) => instance.setClock(aheadMs)))
    },
    /** Once so many refreshes of this round have been granted, and so about as many are under way. */
    async killOne(afterRefreshes: number) {
      const place = killed++ % instances.length
      const enough = server.numbers.refreshes + afterRefreshes
      while (server.numbers.refreshes < enough) await wait(1)
      await instances[place]!.kill()
      server.died(lives[place]!)
      await start(place)
    },
    async close() {
      caller.close()
      await Promise.all(instances.map((instance) => instance.kill()))
      await Promise.all([server.close(), api.close()])
    },
  }
}

/** As an address bar would: Node's fetch calls itself a script, and scripts are refused here. */
function askForLogin(port: number): Promise<Response> {
  const url = new URL(paths.login, `http://127.0.0.1:${port}`)
  return exchange(url, { method: 'GET', headers: new Headers() })
}

export function envOf(
  storeUrl: string,
  origin: string,
  issuer: string,
  apiUrl: string,
): Record<string, string> {
  return {
    NODE_ENV: 'development', // for http on loopback
    HOST: '127.0.0.1',
    APP_ORIGIN: origin,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'claimcheck',
    OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
    OIDC_ID_TOKEN_ALG: 'ES256',
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: storeUrl,
    RESOURCE_NOTES_URL: apiUrl,
  }
}

export interface PersonCall extends CallOutcome {
  person: Person
}

/** Dealt out among the instances: each gets a share of every session, and is the first for some. */
function callsOf(person: Person, place: number, { calls }: StormOptions, { caller }: Scene) {
  return Array.from({ length: calls }, async (_, number): Promise<PersonCall> => ({
    person,
    ...(await caller.call(person.cookie, place + number)),
  }))
}

/** Whoever was signed out has been counted; the next round wants as many people as the first. */
async function replaceSignedOut(
  people: Person[],
  signedOut: ReadonlySet<Person>,
  origin: string,
): Promise<void> {
  for (const [place, person] of people.entries()) {
    if (signedOut.has(person)) people[place] = await signInPerson(origin)
  }
}
