/**
 * pnpm run doctor – examines a configuration against the real provider, APIs and store (usage: doctor/doctor-request.ts).
 *
 * Takes the environment of the BFF and works beside it. It writes nothing and signs nobody in; what it sends
 * to the provider is one authorization request and one invented code. No secret is ever printed.
 *
 * Exit code 0: nothing is wrong, though there may be warnings; 1: something is; 2: not understood.
 */
import { createFetch } from '../src/http/outbound.ts'
import { UsageError, readDoctorRequest } from './doctor/doctor-request.ts'
import { examine } from './doctor/examine.ts'
import { createMachine } from './doctor/machine.ts'
import { isWell, report } from './doctor/report.ts'

const root = new URL('../..', import.meta.url).pathname
const ports = { clock: { now: () => Date.now() }, fetch: globalThis.fetch, fetchWith: createFetch }

try {
  const request = readDoctorRequest(process.argv.slice(2))
  const checks = await examine(process.env, request, ports, createMachine(root))
  console.log(report(checks, request))
  process.exitCode = isWell(checks) ? 0 : 1
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
