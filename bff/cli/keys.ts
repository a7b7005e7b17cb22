/**
 * pnpm keys list|add|promote|retire … – makes our keys and rolls them (usage: keys-request.ts).
 *
 * Changes the file that the BFF reads at its start, and says what to do next. A running BFF goes on with the
 * keys it has: restart the instances one after the other, which signs nobody out. It tells names, algorithms
 * and the order of the keys; no private part is ever written anywhere but into the file.
 *
 * Exit code 0: done; 1: refused.
 */
import { readKeys, writeKeys } from './key-file.ts'
import { RefusedStep, firstOf, withAdded, withPromoted, withoutRetired } from './key-order.ts'
import { type KeysRequest, readKeysRequest } from './keys-request.ts'
import { nextSteps } from './keys-steps.ts'
import { type PrivateJwk, newKey } from './new-key.ts'

try {
  console.log(carryOut(readKeysRequest(process.argv.slice(2), process.env)))
} catch (error) {
  if (!(error instanceof RefusedStep)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** @returns what to say */
function carryOut(request: KeysRequest): string {
  const { path } = request
  const keys = readKeys(path)
  if (request.verb === 'list') return listed(keys)
  const key = request.verb === 'add' ? newKey(request.alg, Date.now()) : undefined
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
