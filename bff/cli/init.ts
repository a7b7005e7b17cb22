/**
 * pnpm run init – points this clone at a provider: asks, or takes flags (usage: init/init-request.ts), writes `.env`,
 * says what to fill in at the provider, and has the doctor look at the result.
 *
 * It works in the folder it is run in, which under pnpm is the root of the repository. Until everything has been
 * judged it writes nothing, so Ctrl-C at any question leaves all as it was.
 *
 * Exit code 0: done, and the doctor has found nothing wrong; 1: done, and it has; 2: refused, nothing is
 * written; 130: stopped by whoever was asked, nothing is written.
 */
import { createFetch } from '../src/http/outbound.ts'
import { createMachine } from './doctor/machine.ts'
import { createEnvFile } from './init/env-file.ts'
import { initialise } from './init/initialise.ts'
import { readInitRequest } from './init/init-request.ts'
import { isDone, outcomeJson, outcomeText } from './init/outcome.ts'
import { Cancelled, Refusal } from './init/refusal.ts'
import { type Terminal, createTerminal } from './init/terminal.ts'

const ports = { clock: { now: () => Date.now() }, fetch: globalThis.fetch, fetchWith: createFetch }
let terminal: Terminal | undefined

try {
  const request = readInitRequest(process.argv.slice(2))
  if (request.asks) terminal = createTerminal(process.stdin, process.stdout)
  const root = process.cwd()
  const file = createEnvFile(root)
  const machine = createMachine(root)
  const deps = { root, env: process.env, file, ports, machine, ...(terminal && { terminal }) }
  const outcome = await initialise(request, deps)
  console.log(request.json ? outcomeJson(outcome) : outcomeText(outcome, request.asks))
  process.exitCode = isDone(outcome) ? 0 : 1
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof Cancelled)) throw error
  const isCancelled = error instanceof Cancelled
  console.error(isCancelled ? 'Stopped. Nothing was written.' : error.message)
  process.exitCode = isCancelled ? 130 : 2
} finally {
  terminal?.close()
}
