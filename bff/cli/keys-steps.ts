/** What to do after each change of the keys, and what to wait for, so that nobody is signed out or locked out. */
import { paths } from 'shared/paths'
import { firstOf } from './key-order.ts'
import type { KeysRequest } from './keys-request.ts'
import type { PrivateJwk } from './new-key.ts'

const restart = 'Restart the instances, one after the other.'
const register = `Register ${paths.jwks} at the authorization server, as the jwks_uri of this client.`
const untilRead = `Wait until the authorization server has read ${paths.jwks} again: a day, if it does not say.`
const untilOver = 'Wait five minutes: what the old key has signed lives no longer.'

export function nextSteps(
  verb: KeysRequest['verb'],
  before: readonly PrivateJwk[],
  after: readonly PrivateJwk[],
  kid: string,
): string {
  const key = after.find((each) => each.kid === kid)
  if (key === undefined) return steps(restart)
  const signs = key.use === 'sig'
  if (verb === 'promote') {
    const old = firstOf(before, key.use)?.kid ?? ''
    return steps(restart, signs ? untilOver : untilRead, `pnpm keys retire ${old}`)
  }
  if (firstOf(after, key.use) === key) return steps(restart, register)
  // Nobody encrypts to a key that is not published yet, so there is nothing to wait for.
  return steps(restart, ...(signs ? [untilRead] : []), `pnpm keys promote ${kid}`)
}

function steps(...lines: string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n')
}
