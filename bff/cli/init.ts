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
import { runInit } from './init/run-init.ts'

process.exitCode = await runInit(process.argv.slice(2), {
  root: process.cwd(),
  env: process.env,
  input: process.stdin,
  output: process.stdout,
  complaints: process.stderr,
  ports: { clock: { now: () => Date.now() }, fetch: globalThis.fetch, fetchWith: createFetch },
})
