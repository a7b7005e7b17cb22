/** What `pnpm run init …` was asked to do. Without `run` it would be pnpm's own, which makes a package.json. */
import { parseArgs } from 'node:util'
import { providerQuestions } from './providers.ts'
import { Refusal } from './refusal.ts'

const usage = `pnpm run init                      asks for everything, and writes .env
              --provider <name>    whose server it is: bff/docs/providers has a page for each
              --origin <url>       where browsers find the app; http://localhost:3000 unless told
              --issuer <url>       or what it is made of: --domain, --realm, --tenant, … by provider
              --client-id <id>
              --client-secret-file <path>   or - for stdin, or OIDC_CLIENT_SECRET in the environment
              --by-key             no secret: the client proves itself by a key, which is made
              --ca-file <path>     whom to believe beside the usual authorities
              --api-url <url>      where your API is; <name>=<url> for each, if there are several
              --audience, --resource, --scope, …   what its tokens take, by provider
              --fields             says what to fill in at the provider, and stops
              --yes                asks nothing
              --json               asks nothing and answers for programs
              --no-network         asks no provider, no API and no store
              --no-probe           sends the provider nothing of ours
              --reset              back to the local world: .env is put aside`

export interface InitRequest {
  /** By flag, for whatever is a question. */
  told: Readonly<Record<string, string>>
  apiUrls: readonly string[]
  fields: boolean
  byKey: boolean
  asks: boolean
  json: boolean
  network: boolean
  probe: boolean
  reset: boolean
}

const switches = ['by-key', 'fields', 'yes', 'json', 'no-network', 'no-probe', 'reset'] as const
const plain = ['provider', 'origin', 'issuer', 'client-id', 'client-secret-file', 'ca-file']

export function readInitRequest(args: string[]): InitRequest {
  refuseSecret(args)
  const values = parse(args)
  const has = (name: (typeof switches)[number]) => values[name] === true
  return {
    told: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
    apiUrls: (values['api-url'] as string[] | undefined) ?? [],
    fields: has('fields'),
    byKey: has('by-key'),
    asks: !['yes', 'json', 'fields', 'reset'].some((name) => values[name] === true),
    json: has('json'),
    network: !has('no-network'),
    probe: !has('no-probe') && !has('no-network'),
    reset: has('reset'),
  }
}

/** A command line is in the list of processes and in the shell's memory. */
function refuseSecret(args: readonly string[]): void {
  if (!args.some((arg) => /^--client-secret(=|$)/.test(arg))) return
  throw new Refusal(
    'A secret is no flag: others see the command line. Take --client-secret-file, or - for stdin, or let it be asked.',
  )
}

function parse(args: string[]): Record<string, unknown> {
  const text = { type: 'string' } as const
  const flags = [...plain, ...ofProviders()].map((name) => [name, text])
  const marks = switches.map((name) => [name, { type: 'boolean' }])
  try {
    const options = {
      ...Object.fromEntries([...flags, ...marks]),
      'api-url': { ...text, multiple: true },
    }
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${usage}`)
  }
}

function ofProviders(): string[] {
  const questions = Object.values(providerQuestions).flatMap(({ parts = [], extras = [] }) => [
    ...parts,
    ...extras,
  ])
  return questions.map(({ flag }) => flag)
}
