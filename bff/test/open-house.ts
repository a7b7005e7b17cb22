/**
 * A BFF in the local world, for journeys and threats, in the configuration of this run: both are closed when
 * the test is over. A test with a provider of its own is the same in every run, so it is told in one.
 */
import { onTestFinished } from 'vitest'
import { type World, type WorldOptions, openWorld } from '../dev/world.ts'
import { configuration, onlyIn } from './configurations.ts'
import { type OpenBff, type OpenBffOptions, openBff } from './open-bff.ts'
import { trust } from './wire.ts'

export interface House {
  world: World
  bff: OpenBff
  origin: string
}

export interface HouseOptions extends Omit<OpenBffOptions, 'env'> {
  world?: WorldOptions
  env?: Env | ((world: World) => Env)
}

type Env = Record<string, string | undefined>

export async function openHouse({ world: how, env, ...rest }: HouseOptions = {}): Promise<House> {
  if (isOfItsOwn(how)) onlyIn('plain')
  const world = await openWorld({ configuration, ...how })
  onTestFinished(() => world.close())
  const {
    loginAt,
    env: { OIDC_CA: authority },
  } = world
  if (authority !== undefined) onTestFinished(trust(authority))
  const own = typeof env === 'function' ? env(world) : env
  const bff = await openBff({ ...rest, ...(loginAt && { loginAt }), env: { ...world.env, ...own } })
  onTestFinished(() => bff.close())
  return { world, bff, origin: bff.origin }
}

function isOfItsOwn({ configuration: named, traits = {}, client }: WorldOptions = {}): boolean {
  return named !== undefined || client !== undefined || Object.keys(traits).length > 0
}
