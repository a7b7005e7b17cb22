/**
 * A small world: two or three instances before one store and one authorization server, and two browsers.
 * Its verbs are the visits of people (visits.ts) and here what time and misfortune can do.
 */
import type { Scheduler } from 'fast-check'
import type { Config } from '../../../src/config/config.ts'
import { createMemoryStorage } from '../../../src/storage/memory.ts'
import { createAuthorizationServer } from './authorization-server.ts'
import { type Browser, createPost } from './browser.ts'
import { type Instance, type Network, createInstance } from './instance.ts'
import { createOracle } from './oracle.ts'
import { createTurns } from './turns.ts'
import { createVisits } from './visits.ts'

export interface WorldTraits {
  instances: number
  /** Whether a refresh token that comes a second time revokes its grant. */
  strictServer: boolean
}

export type World = ReturnType<typeof createWorld>
type ServerFault = Network['faults'][number]
type StoreFault = Instance['life']['storeFaults'][number]

const startMs = Date.UTC(2026, 0, 1)
/** Who is interrupted for as long may lose a lease. */
const pauseMs = 5_000

export function createWorld(scheduler: Scheduler, config: Config, traits: WorldTraits) {
  const turns = createTurns(scheduler, startMs)
  const { clock } = turns
  const oracle = createOracle(clock)
  const server = createAuthorizationServer(clock.now, oracle, traits.strictServer)
  const network: Network = { server, faults: [] }
  const storage = createMemoryStorage(clock)
  const post = createPost(clock, turns, oracle)
  let drawn = 0
  let born = 0
  const around = { config, turns, oracle, network, storage, random }
  const instances = Array.from({ length: traits.instances }, bear)
  const browsers: Browser[] = ['alice', 'bob'].map((name) => ({ name, cookie: '' }))

  return {
    ...createVisits({ config, clock, oracle, server, post }),
    browsers,
    instances,
    network,
    oracle,
    storage,
    turns,
    waiting: post.waiting,

    moveClock(ms: number) {
      if (ms >= pauseMs && post.waiting.size > 0) oracle.state.disturbed = true
      clock.advance(ms)
    },
    failStore({ life }: Instance, how: StoreFault, count: number) {
      oracle.state.disturbed = true
      life.storeFaults.push(...Array<StoreFault>(count).fill(how))
    },
    failServer(how: ServerFault, count: number) {
      oracle.state.disturbed = true
      network.faults.push(...Array<ServerFault>(count).fill(how))
    },
    revokeAtServer(browser: Browser) {
      const session = post.sessionOf(browser)
      if (session) session.grant.revoked = true
    },
    /** Another takes its place, and knows nothing of it. */
    crash(index: number, isCut: boolean) {
      const { life } = instances[index]!
      oracle.state.disturbed = true
      Object.assign(life, { isDead: true, isCut })
      oracle.crashed(life.name)
      instances[index] = bear()
    },
  }

  function bear(): Instance {
    born += 1
    return createInstance(`instance ${born}`, around)
  }

  /** Different each time, and the same in each run. */
  function random(length: number): Buffer {
    drawn += 1
    const octets = Buffer.alloc(length, drawn % 251)
    if (length >= 4) octets.writeUInt32BE(drawn)
    return octets
  }
}
