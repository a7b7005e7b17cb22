/** What `pnpm run doctor …` was asked to do. Without `run` it would be pnpm's own doctor, which knows pnpm. */
import { parseArgs } from 'node:util'

const usage = `pnpm run doctor                  examine the settings, the provider, the APIs and the store
                --prod           as for production, and what production needs beside
                --only-problems  say nothing of what is right
                --json           for programs
                --no-network     ask nobody
                --no-probe       read what the provider says of itself, and send it nothing of ours`

export interface DoctorRequest {
  prod: boolean
  json: boolean
  onlyProblems: boolean
  network: boolean
  probe: boolean
}

/** Its message is for the terminal. */
export class UsageError extends Error {}

export function readDoctorRequest(args: string[]): DoctorRequest {
  const { values } = parse(args)
  const network = !values['no-network']
  return {
    prod: values.prod ?? false,
    json: values.json ?? false,
    onlyProblems: values['only-problems'] ?? false,
    network,
    probe: network && !values['no-probe'],
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        prod: { type: 'boolean' },
        json: { type: 'boolean' },
        'only-problems': { type: 'boolean' },
        'no-network': { type: 'boolean' },
        'no-probe': { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
}
