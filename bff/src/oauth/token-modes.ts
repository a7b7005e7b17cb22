/**
 * Whose token goes along with a call, by the word in the resource table (api/policy.ts): one way to have a
 * token for each, and all of them answer with a credential of the same kind.
 */
import type { AccessTokenFor } from './access-token.ts'
import type { ResourceNeeds } from './resource-needs.ts'

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

interface Api extends ResourceNeeds {
  routes: readonly { resource: ResourceNeeds }[]
}

/** Those to which people's own tokens go, all of them or a path within: what a sign-in asks for (AR-10). */
export function forPeople<A extends Api>(apis: Iterable<A>): A[] {
  return [...apis].filter((api) => modesOf(api).some((mode) => mode?.startsWith('user')))
}

/** An exchange for nothing in particular would give back as much as was brought (RFC 8693 §2.1). */
export function exchangesForNothing(api: Api): boolean {
  const isNamed = api.indicator !== undefined || api.audience !== undefined
  return !isNamed && modesOf(api).includes('exchange')
}

function modesOf(api: Api): (string | undefined)[] {
  return [api, ...api.routes.map(({ resource }) => resource)].map(({ token }) => token)
}
