/**
 * One instance of the BFF: all its floors, as production makes them, with its own memory, on the shared
 * store and before the shared authorization server. Doors and sockets are left out: a command speaks to
 * the floors as a door would, inside the session room.
 */
import { ServerResponse, type IncomingMessage } from 'node:http'
import Koa from 'koa'
import type { Config } from '../../../src/config/config.ts'
import { createFloors } from '../../../src/floors.ts'
import type { Context, State } from '../../../src/http/context.ts'
import type { ResourceNeeds } from '../../../src/oauth/resource-needs.ts'
import type { Ports } from '../../../src/ports.ts'
import type { Storage } from '../../../src/storage/storage.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import { type Life, createFaultyStorage, never } from './faulty-storage.ts'
import type { Oracle } from './oracle.ts'
import type { Turns } from './turns.ts'

export const resources = {
  notes: { indicator: 'https://notes.example' },
  mail: { indicator: 'https://mail.example' },
} satisfies Record<string, ResourceNeeds>

export interface Network {
  server: AuthorizationServer
  /** What happens to the next calls to the authorization server. */
  faults: ('unreachable' | 'answer lost')[]
}

export interface Surroundings {
  config: Config
  turns: Turns
  oracle: Oracle
  network: Network
  storage: Storage
  random: Ports['random']
}

export interface Instance {
  life: Life
  floors: ReturnType<typeof createFloors>
  /** One request: through the session room, then `door`. @returns the cookies that are set */
  request(cookie: string, door: (ctx: Context) => Promise<void>): Promise<Answered>
}

export interface Answered {
  setCookies: string[]
  /** What the door threw. */
  refusal?: unknown
}

export function createInstance(name: string, around: Surroundings): Instance {
  const { config, turns, oracle, random } = around
  const life: Life = { name, isDead: false, isCut: false, storeFaults: [] }
  const koa = new Koa<State>()
  const ports: Ports = {
    clock: turns.clock,
    random,
    wait: async (ms, signal) => {
      await turns.wait(ms, signal)
      if (life.isDead) await never()
    },
    fetch: createFetch(life, around),
    fetchWith: () => createFetch(life, around),
    storage: createFaultyStorage(around.storage, life, turns, oracle),
    log: { write() {} },
  }
  const floors = createFloors(koa, config, ports, Object.values(resources))
  floors.events.listen((event) => {
    if (!life.isDead) oracle.heard(event)
  })

  return {
    life,
    floors,
    async request(cookie, door) {
      const response = new ServerResponse(incoming(cookie))
      const ctx = koa.createContext(incoming(cookie), response) as unknown as Context
      ctx.state.ref = name
      let refusal: unknown
      try {
        await floors.sessions.room(ctx, () => door(ctx))
      } catch (thrown) {
        refusal = thrown
      }
      const setCookies = [response.getHeader('set-cookie') ?? []].flat().map(String)
      return { setCookies, refusal }
    },
  }
}

/** Enough of a request for the session room. */
function incoming(cookie: string): IncomingMessage {
  const headers = cookie === '' ? {} : { cookie }
  const socket = { remoteAddress: '127.0.0.1' }
  return { method: 'GET', url: '/api/notes', headers, socket } as unknown as IncomingMessage
}

/** Two turns, one for each way: what the authorization server did and what we know of it differ in between. */
function createFetch(life: Life, { turns, network, oracle }: Surroundings): Ports['fetch'] {
  return async (input, init) => {
    const { pathname } = new URL(input as string)
    const form = new URLSearchParams(init?.body as URLSearchParams | undefined)
    const { faults, server } = network
    const grant = server.grantOf(form)
    const isRefresh = pathname === '/token'
    await turns.turn(`${life.name} asks the authorization server: ${pathname} ${grant?.name ?? ''}`)
    if (life.isCut) return never()
    const fault = life.isDead ? undefined : faults.shift()
    const answer = fault === 'unreachable' ? undefined : server.answer(pathname, form, life.name)
    await turns.turn(`${life.name} hears from the authorization server`)
    if (life.isDead) return never()
    if (isRefresh && grant && fault === 'answer lost' && answer?.ok)
      oracle.answerLost(grant, life.name)
    else if (isRefresh && grant && !answer?.ok) oracle.askedInVain(grant, life.name)
    if (answer === undefined || fault === 'answer lost') throw new TypeError('fetch failed')
    return answer
  }
}
