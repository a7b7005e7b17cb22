/**
 * Where the storm takes place: instances of the BFF in processes of their own, which are killed and started
 * again, between a strict authorization server and an API that counts. Time is moved for all at once.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { paths } from 'shared/paths'
import { freePort } from '../../dev/loopback-server.ts'
import { exchange } from '../wire.ts'
import { type CallOutcome, createCaller } from './caller.ts'
import { openCountingApi } from './counting-api.ts'
import { type Instance, startInstance } from './instances.ts'
import type { Person } from './person.ts'
import { accessTokenSeconds, openStrictServer } from './strict-server.ts'

export interface SceneOptions {
  storeUrl: string
  instances: number
  /** What a refresh takes at its quickest; at its slowest it takes twice as long. */
  usualMs: number
  /** OIDC_TIMEOUT_SECONDS. Whoever was killed holds up the others for so long and five seconds more. */
  timeoutSeconds: number
}

export interface Turn {
  person: Person
  /** The instance to begin with. */
  first: number
}

export interface PersonCall extends CallOutcome {
  person: Person
}

export async function openStormScene(options: SceneOptions) {
  const server = await openStrictServer(options.usualMs)
  const api = await openCountingApi(server.books)
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
    books: server.books,
    api,
    call: async ({ person, first }: Turn): Promise<PersonCall> => ({
      person,
      ...(await caller.call(person.cookie, first)),
    }),
    async expireAll() {
      aheadMs += (accessTokenSeconds + 1) * 1000
      server.books.nextRound()
      await Promise.all(instances.map((instance) => instance.setClock(aheadMs)))
    },
    /** Once so many refreshes of this round have been granted, and so about as many are under way. */
    async killOne(afterRefreshes: number) {
      const place = killed++ % instances.length
      const enough = server.books.numbers.refreshes + afterRefreshes
      const giveUpAtMs = performance.now() + 60_000
      while (server.books.numbers.refreshes < enough) {
        if (performance.now() > giveUpAtMs) throw new Error('Nothing is being refreshed.')
        await wait(1)
      }
      await instances[place]!.kill()
      server.books.died(lives[place]!)
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
    RATE_LIMIT_ORDINARY: 'off', // nobody is as patient as a storm
  }
}
