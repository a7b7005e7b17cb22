/** What can be done to the world, as data that a counterexample can show and shrink. */
import fc, { type Arbitrary } from 'fast-check'
import type { World } from './world.ts'

export interface Command {
  perform(world: World): unknown
  toString(): string
}

const instance = fc.nat({ max: 2 })
const browser = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(1) },
)
const people = ['alice', 'bob'] as const
const at = (world: World, index: number) => world.instances[index % world.instances.length]!
const minuteMs = 60_000

/** Something that a browser asks of an instance. */
type Visit = 'signIn' | 'signOut' | 'extend' | 'backChannel'
const visit = (verb: Visit, name: string): Arbitrary<Command> =>
  fc.tuple(instance, browser).map(([index, whose]) => ({
    perform: (world) => world[verb](at(world, index), world.browsers[whose]!),
    toString: () => `${people[whose]} ${name} at instance ${index}`,
  }))

export const commands = {
  call: fc
    .tuple(instance, browser, fc.constantFrom('notes', 'mail'))
    .map(([index, whose, resource]): Command => ({
      perform: (world) => world.call(at(world, index), world.browsers[whose]!, resource),
      toString: () => `${people[whose]} calls ${resource} at instance ${index}`,
    })),
  signIn: visit('signIn', 'signs in anew'),
  signOut: visit('signOut', 'signs out'),
  extend: visit('extend', 'stays signed in'),
  backChannel: visit('backChannel', 'is signed out by the authorization server'),
  tokenAges: move([4.6 * minuteMs, 5.1 * minuteMs]),
  clockMoves: move([1_000, 3_000, 8_000, 31 * minuteMs, 13 * 60 * minuteMs]),
  storeFails: fc
    .tuple(instance, fc.constantFrom('before', 'after'), fc.integer({ min: 1, max: 3 }))
    .map(([index, how, count]): Command => ({
      perform: (world) => world.failStore(at(world, index), how, count),
      toString: () => `the store fails instance ${index}, ${count} times, ${how} its work`,
    })),
  serverFails: fc
    .tuple(fc.constantFrom('unreachable', 'answer lost'), fc.integer({ min: 1, max: 2 }))
    .map(([how, count]): Command => ({
      perform: (world) => world.failServer(how, count),
      toString: () => `the authorization server: ${how}, ${count} times`,
    })),
  serverRevokes: browser.map((whose): Command => ({
    perform: (world) => world.revokeAtServer(world.browsers[whose]!),
    toString: () => `the authorization server revokes ${people[whose]}'s grant`,
  })),
  crash: fc.tuple(instance, fc.boolean()).map(([index, cut]): Command => ({
    perform: (world) => world.crash(index % world.instances.length, cut),
    toString: () => `instance ${index} dies${cut ? ', and what it had sent is lost' : ''}`,
  })),
} satisfies Record<string, Arbitrary<Command>>

export type Weights = Partial<Record<keyof typeof commands, number>>

export function programs(weights: Weights): Arbitrary<Command[]> {
  const choices = Object.entries(weights).map(([name, weight]) => ({
    weight,
    arbitrary: commands[name as keyof typeof commands],
  }))
  return fc.array(fc.oneof(...choices), { minLength: 2, maxLength: 12 })
}

function move(steps: number[]): Arbitrary<Command> {
  return fc.constantFrom(...steps).map((ms) => ({
    perform: (world) => world.moveClock(ms),
    toString: () => `${ms / 1000} s pass`,
  }))
}
