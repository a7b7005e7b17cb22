/** What `pnpm keys …` was asked to do, judged before any file is touched. */
import { parseArgs } from 'node:util'
import { registrationSettingName } from '../src/config/settings.ts'
import { RefusedStep } from './key-order.ts'
import { encryptionAlgorithms, signingAlgorithms } from './new-key.ts'

const algorithms = [...signingAlgorithms, ...encryptionAlgorithms]

export const usage = `pnpm keys list            the keys in OIDC_CLIENT_KEYS_FILE and what becomes of each
pnpm keys add             a new one, to sign with; or --alg ${algorithms.join(', ')}
pnpm keys promote <kid>   the one to use from the next start on
pnpm keys retire <kid>    away with it
          --provider acme the same for OIDC_ACME_CLIENT_KEYS_FILE`

export type KeysRequest = { path: string } & (
  | { verb: 'list' }
  | { verb: 'add'; alg: string }
  | { verb: 'promote' | 'retire'; kid: string }
)

/** @throws RefusedStep */
export function readKeysRequest(
  args: string[],
  env: Record<string, string | undefined>,
): KeysRequest {
  const { values, positionals } = parse(args)
  const { alg = 'PS256', provider = '' } = values
  const [verb, kid, ...more] = positionals
  const name = `${registrationSettingName(provider, 'OIDC_CLIENT_KEYS')}_FILE`
  const path = env[name]
  if (!path) throw new RefusedStep(`${name} is not set: it names the file with the keys.`)
  const isNamed = verb === 'promote' || verb === 'retire'
  if (more.length > 0 || isNamed !== (kid !== undefined)) throw new RefusedStep(usage)
  if (values.alg !== undefined && verb !== 'add') throw new RefusedStep(usage)
  if (isNamed && kid !== undefined) return { verb, kid, path }
  if (verb === 'list') return { verb, path }
  if (verb !== 'add') throw new RefusedStep(usage)
  if (!algorithms.includes(alg)) throw new RefusedStep(`--alg is one of ${algorithms.join(', ')}.`)
  return { verb, alg, path }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { alg: { type: 'string' }, provider: { type: 'string' } },
    })
  } catch (error) {
    throw new RefusedStep(`${(error as Error).message}\n\n${usage}`)
  }
}
