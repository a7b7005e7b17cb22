/**
 * One run: two people sign in, their tokens grow old, the commands begin one after the other while the
 * answers to all before them come in any order – and when everything is quiet and well again, each
 * session is looked at from the instances.
 */
import type { Scheduler } from 'fast-check'
import type { Config } from '../../../src/config/config.ts'
import { newestOf } from './authorization-server.ts'
import type { Command } from './commands.ts'
import { type SessionModel, causesOf, nameOf } from './session-model.ts'
import { type World, type WorldTraits, createWorld } from './world.ts'

const dueMs = 4.6 * 60_000

/** @returns what went against the oracle */
export async function play(
  scheduler: Scheduler,
  config: Config,
  traits: WorldTraits,
  program: readonly Command[],
): Promise<string[]> {
  const world = createWorld(scheduler, config, traits)
  const { faults } = world.oracle
  for (const browser of world.browsers) void world.signIn(world.instances[0]!, browser)
  await world.turns.play()
  world.turns.clock.advance(dueMs)

  void begin(world, program)
  if (!(await world.turns.play())) return [...faults, 'it never came to rest']
  for (const { what, life } of world.waiting) {
    if (!life.isDead) faults.push(`${what} at ${life.name} was never answered`)
  }
  heal(world)
  for (const session of world.oracle.sessions.values()) {
    await callEverywhere(world, session)
    await inspect(world, session, traits)
  }
  return faults
}

async function begin(world: World, program: readonly Command[]): Promise<void> {
  for (const command of program) {
    await world.turns.turn(`>>> ${String(command)}`)
    void command.perform(world)
  }
}

/** From here on there is no excuse. */
function heal({ network, instances, waiting, oracle, turns }: World): void {
  network.faults.length = 0
  for (const { life } of instances) life.storeFaults.length = 0
  waiting.clear()
  oracle.state.healed = true
  turns.clock.advance(2_001) // a failure is remembered for two seconds
}

async function callEverywhere(world: World, { browser, cookie }: SessionModel): Promise<void> {
  for (const instance of world.instances) {
    void world.call(instance, { name: browser, cookie }, 'notes')
    await world.turns.play()
    if (world.waiting.size > 0) world.oracle.fault('a call was never answered, though all is well')
  }
}

async function inspect(world: World, session: SessionModel, { strictServer }: WorldTraits) {
  const { oracle, storage, turns, instances } = world
  if (session.buried) {
    const left = Object.keys(await storage.read(session.id))
    if (left.length > 0) oracle.fault(`${nameOf(session)} is buried and has ${left.join()}`)
    const isExcused = oracle.state.disturbed || session.endedUnseen
    if (!isExcused && !session.grant.revoked) {
      oracle.fault(`${nameOf(session)} is over, its tokens are alive`)
    }
    return
  }
  const isAlive = causesOf(session, turns.clock.now()).size === 0
  if (!isAlive || !strictServer || session.disasters.size > 0) return
  const reading = instances[0]!.floors.vault.read(session.id)
  await turns.play()
  const held = await reading
  if (held?.tokens.refreshToken !== newestOf(session.grant)) {
    oracle.fault(`${nameOf(session)} has lost its newest refresh token`)
  }
}
