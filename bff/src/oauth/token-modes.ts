/**
 * Whose token goes along with a call, by the word in the resource table (api/policy.ts): one way to have a
 * token for each, and all of them answer with a credential of the same kind.
 */
import type { AccessTokenFor } from './access-token.ts'

export interface TokenModes {
  /** The person's own; what is not one of the others. */
  user: AccessTokenFor
  exchange: AccessTokenFor
  client: AccessTokenFor
}

export function createTokenModes({ user, exchange, client }: TokenModes): AccessTokenFor {
  const others: Readonly<Record<string, AccessTokenFor>> = { exchange, client }
  return (ctx, resource, refused) => (others[resource.token ?? ''] ?? user)(ctx, resource, refused)
}
