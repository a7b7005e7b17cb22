/** One `pnpm run init`, from its words to its exit code: whoever is in front of it, and wherever it stands. */
import type { ExaminePorts } from '../doctor/examine.ts'
import { createMachine } from '../doctor/machine.ts'
import { createEnvFile } from './env-file.ts'
import { initialise } from './initialise.ts'
import { readInitRequest } from './init-request.ts'
import { isDone, outcomeJson, outcomeText } from './outcome.ts'
import { Cancelled, Refusal } from './refusal.ts'
import { type Input, type Terminal, createTerminal } from './terminal.ts'

export interface InitPlace {
  /** The folder that `.env` is in. */
  root: string
  env: Readonly<Record<string, string | undefined>>
  input: Input
  output: NodeJS.WritableStream
  complaints: NodeJS.WritableStream
  ports: ExaminePorts
}

/** @returns the exit code (init.ts) */
export async function runInit(args: string[], place: InitPlace): Promise<number> {
  const { root, env, input, output, complaints, ports } = place
  let terminal: Terminal | undefined
  try {
    const request = readInitRequest(args)
    if (request.asks) terminal = createTerminal(input, output)
    const [file, machine] = [createEnvFile(root), createMachine(root)]
    const deps = { root, env, file, ports, machine, ...(terminal && { terminal }) }
    const outcome = await initialise(request, deps)
    const text = request.json ? outcomeJson(outcome) : outcomeText(outcome, request.asks)
    output.write(`${text}\n`)
    return isDone(outcome) ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof Cancelled)) throw error
    const isCancelled = error instanceof Cancelled
    complaints.write(isCancelled ? 'Stopped. Nothing was written.\n' : `${error.message}\n`)
    return isCancelled ? 130 : 2
  } finally {
    terminal?.close()
  }
}
