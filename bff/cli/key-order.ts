/**
 * The rolling of keys, as changes to their list: the first of each use is the one in use, those behind it
 * wait or are on their way out. A key is first published, then used, then taken away, and each step waits
 * until every copy of our JWKS elsewhere is new (OpenID Connect Core §10.1.1) – so what would skip a step is
 * refused.
 */
import type { PrivateJwk } from './new-key.ts'

/** Its message is for the terminal. */
export class RefusedStep extends Error {}

export function withAdded(keys: readonly PrivateJwk[], key: PrivateJwk): PrivateJwk[] {
  return [...keys, key]
}

export function withPromoted(keys: readonly PrivateJwk[], kid: string): PrivateJwk[] {
  const key = keyNamed(keys, kid)
  if (firstOf(keys, key.use) === key) throw new RefusedStep(`${kid} is in use already.`)
  return [key, ...keys.filter((each) => each !== key)]
}

export function withoutRetired(keys: readonly PrivateJwk[], kid: string): PrivateJwk[] {
  const key = keyNamed(keys, kid)
  if (keys.filter(({ use }) => use === key.use).length === 1) {
    throw new RefusedStep(`${kid} is the only one for its use: add and promote another first.`)
  }
  if (firstOf(keys, key.use) === key) {
    throw new RefusedStep(`${kid} is in use: promote another first.`)
  }
  return keys.filter((each) => each !== key)
}

export function firstOf(
  keys: readonly PrivateJwk[],
  use: PrivateJwk['use'],
): PrivateJwk | undefined {
  return keys.find((key) => key.use === use)
}

function keyNamed(keys: readonly PrivateJwk[], kid: string): PrivateJwk {
  const key = keys.find((each) => each.kid === kid)
  if (key === undefined) throw new RefusedStep(`There is no key ${kid}: see pnpm keys list.`)
  return key
}
