/** A BFF in the local world, for journeys and threats: both are closed when the test is over. */
import { onTestFinished } from 'vitest'
import { type World, type WorldOptions, openWorld } from '../dev/world.ts'
import { type OpenBff, type OpenBffOptions, openBff } from './open-bff.ts'

export interface House {
  world: World
  bff: OpenBff
  origin: string
}

export interface HouseOptions extends Omit<OpenBffOptions, 'env'> {
  world?: WorldOptions
  env?: Record<string, string | undefined>
}

export async function openHouse({ world: how, env, ...rest }: HouseOptions = {}): Promise<House> {
  const world = await openWorld(how)
  onTestFinished(() => world.close())
  const bff = await openBff({ ...rest, env: { ...world.env, ...env } })
  onTestFinished(() => bff.close())
  return { world, bff, origin: bff.origin }
}
