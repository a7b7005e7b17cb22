/**
 * What the doctor finds at this moment, for a page: the same examination as `pnpm run doctor`, of the settings that
 * this BFF runs with, and what its vendor's console wants to have filled in. It sends the authorization server what
 * the doctor sends it: one request that asks nobody, and one invented code.
 */
import type { DoctorView } from 'shared/inspector-findings'
import type { Config } from '../../src/config/config.ts'
import { type ExaminePorts, examine } from '../../cli/doctor/examine.ts'
import { createMachine } from '../../cli/doctor/machine.ts'
import { consoleSteps } from '../../cli/init/console-fields.ts'

type Env = Record<string, string | undefined>

const request = { prod: false, json: true, onlyProblems: false, network: true, probe: true }
const root = new URL('../../..', import.meta.url).pathname

export interface DoctorViewDeps {
  config: Config
  /** As the BFF was started with. */
  env: Env
  ports: ExaminePorts
}

/** Several pages may ask at once; the provider is asked one time. */
export function createDoctorView({ config, env, ports }: DoctorViewDeps) {
  let running: Promise<DoctorView> | undefined

  async function look(): Promise<DoctorView> {
    // It is us who listen there.
    const machine = { ...createMachine(root), isFree: () => Promise.resolve(true) }
    const checks = await examine(env, request, ports, machine)
    return { checks, consoles: config.providers.map((oidc) => consoleOf(config, oidc)) }
  }

  return (): Promise<DoctorView> => {
    running ??= look().finally(() => {
      running = undefined
    })
    return running
  }
}

function consoleOf({ appOrigin }: Config, oidc: Config['oidc']): DoctorView['consoles'][number] {
  const { provider, displayName, issuer, clientKeys } = oidc
  const { where, fields, page } = consoleSteps(provider, appOrigin, clientKeys.length > 0)
  return { name: displayName, issuer, where, fields, page }
}
