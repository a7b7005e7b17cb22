/**
 * The whole examination, in the order in which one would mend things: the machine, the settings, the
 * provider, the APIs, the store. Settings that the BFF would not start with end it early: there is nobody to
 * ask until they are right.
 */
import { resourceNames, resourceTable } from '../../src/api/resources.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import type { Config, OidcConfig } from '../../src/config/config.ts'
import { readConfig } from '../../src/config/read-config.ts'
import type { Ports } from '../../src/ports.ts'
import { type Check, skip } from './check.ts'
import type { DoctorRequest } from './doctor-request.ts'
import {
  type Env,
  type EnvFile,
  acceptedSettings,
  browserCheck,
  envFileCheck,
  refusedSettings,
} from './environment.ts'
import { type Build, productionChecks } from './production.ts'
import { providerChecks } from './provider-checks.ts'
import { nodeCheck, portCheck } from './runtime.ts'
import { storeChecks } from './store.ts'
import { upstreamChecks } from './upstreams.ts'

/** What is looked at beside settings and network. */
export interface Machine {
  nodeVersion: string
  envFile(): EnvFile | undefined
  isFree(port: number, host: string): Promise<boolean>
  /** undefined when nothing was built */
  build(): Build | undefined
}

export type ExaminePorts = Pick<Ports, 'clock' | 'fetch' | 'fetchWith'>

export async function examine(
  env: Env,
  request: DoctorRequest,
  ports: ExaminePorts,
  machine: Machine,
): Promise<Check[]> {
  const always = [nodeCheck(machine.nodeVersion), envFileCheck(machine.envFile())]
  const config = read(request.prod ? { ...env, NODE_ENV: 'production' } : env)
  if (config instanceof ConfigError) {
    return [...always, ...refusedSettings(config), browserCheck(env)]
  }
  const port = portCheck(config, await machine.isFree(config.port, config.host))
  const production = request.prod ? productionChecks(config, machine.build()) : []
  const settings = [...always, ...acceptedSettings(config, env), port]
  if (!request.network) {
    const word = 'Nobody was asked (--no-network).'
    return [
      ...settings,
      skip('discovery-reachable', word),
      skip('upstream-reachable', word),
      skip('store-answers', word),
      ...production,
    ]
  }
  return [...settings, ...(await outside(config, request.probe, ports)), ...production]
}

function read(env: Env): Config | ConfigError {
  try {
    return readConfig(env, resourceNames)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

async function outside(config: Config, mayProbe: boolean, ports: ExaminePorts): Promise<Check[]> {
  const { providers } = config
  const asked = providers.map(async (oidc) => {
    const checks = await providerChecks(config, oidc, ports, mayProbe)
    return providers.length === 1 ? checks : checks.map((check) => named(check, oidc))
  })
  const rest = [upstreamChecks(config, openResources(), ports), storeChecks(config, ports.clock)]
  return (await Promise.all([...asked, ...rest])).flat()
}

/** Several providers say the same things. */
function named(check: Check, { issuer }: OidcConfig): Check {
  return { ...check, message: `${new URL(issuer).host}: ${check.message}` }
}

function openResources(): ReadonlySet<string> {
  const entries = Object.entries<{ token: string }>(resourceTable)
  return new Set(entries.filter(([, { token }]) => token === 'none').map(([name]) => name))
}
