/** Carries out what `pnpm keys …` was asked for, and puts into words what has become of the keys. */
import { readKeys, writeKeys } from './key-file.ts'
import { firstOf, withAdded, withPromoted, withoutRetired } from './key-order.ts'
import { type KeysRequest, readKeysRequest } from './keys-request.ts'
import { nextSteps } from './keys-steps.ts'
import { type PrivateJwk, newKey } from './new-key.ts'

/** @returns what to say @throws RefusedStep */
export function rollKeys(
  args: string[],
  env: Record<string, string | undefined>,
  nowMs: number,
): string {
  const request = readKeysRequest(args, env)
  const { path } = request
  const keys = readKeys(path)
  if (request.verb === 'list') return listed(keys)
  const key = request.verb === 'add' ? newKey(request.alg, nowMs) : undefined
  const kid = key?.kid ?? ('kid' in request ? request.kid : '')
  const next = key ? withAdded(keys, key) : changed(keys, request.verb, kid)
  writeKeys(path, next)
  return `${listed(next)}\n\n${nextSteps(request.verb, keys, next, kid)}`
}

function changed(keys: readonly PrivateJwk[], verb: KeysRequest['verb'], kid: string) {
  return verb === 'promote' ? withPromoted(keys, kid) : withoutRetired(keys, kid)
}

function listed(keys: readonly PrivateJwk[]): string {
  if (keys.length === 0) return 'There are no keys yet: pnpm keys add'
  return keys.map((key) => `${key.kid}  ${key.alg}  ${roleOf(key, keys)}`).join('\n')
}

function roleOf(key: PrivateJwk, keys: readonly PrivateJwk[]): string {
  const isFirst = firstOf(keys, key.use) === key
  if (key.use === 'sig') return isFirst ? 'signs' : 'is published'
  return isFirst ? 'is published, decrypts' : 'decrypts'
}
