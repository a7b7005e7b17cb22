/**
 * The access token for one resource, renewed when it is due, without the browser noticing (TS-05).
 * Nearly always it is the one that was read together with the session; otherwise one refresh per
 * session at a time, and callers who come meanwhile get its result: a rotating refresh token used twice
 * revokes the whole grant (RFC 9700 §4.14.2).
 */
import type { Context } from '../http/context.ts'
import { signedInStandingOf } from '../session/standing.ts'
import { type RefreshDeps, createRefresh } from './refresh.ts'
import { type ResourceNeeds, resourceKey } from './resource-needs.ts'
import { createSingleFlight } from './single-flight.ts'
import { type AccessToken, isDue } from './token-set.ts'

/**
 * The token for this resource. @throws Problem `session-required`, `session-ended`,
 * `provider-unreachable` or `resource-refused`
 */
export type AccessTokenFor = (ctx: Context, resource: ResourceNeeds) => Promise<string>

export function createAccessTokens(deps: RefreshDeps): AccessTokenFor {
  const refresh = createRefresh(deps)
  const once = createSingleFlight<AccessToken>()

  return async (ctx, resource) => {
    const standing = signedInStandingOf(ctx)
    deps.sessions.touch(standing)
    const key = resourceKey(resource)
    const held = standing.tokens && deps.vault.open(standing.tokens).tokens.access[key]
    if (held !== undefined && !isDue(held, deps.clock.now())) return held.token
    const { token } = await once(standing.id, key, () => refresh(standing, resource, ctx))
    return token
  }
}
