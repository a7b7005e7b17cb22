/**
 * One refresh (RFC 6749 §6) among all instances: under a lease, ask, check, save, then use – in that
 * order, since a rotated token that was used but not saved is lost. Only the authorization server's own
 * `invalid_grant` ends the session; silence, 5xx and 429 never do (TS-10). Who may call it when is
 * `access-token.ts`; what is asked and checked is `refresh-grant.ts`.
 */
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { RefreshGrant } from './client-verbs.ts'
import { type RefreshDeps, createRefreshGrant } from './refresh-grant.ts'
import { type ResourceNeeds, resourceKey } from './resource-needs.ts'
import { type AccessToken, isDue, isExpired, withGrant } from './token-set.ts'
import type { HeldTokens } from './token-vault.ts'
import { createUnsavedGrants } from './unsaved-grants.ts'

type Refresh = (
  standing: SignedInStanding,
  resource: ResourceNeeds,
  ctx: Context,
) => Promise<AccessToken>

export function createRefresh(deps: RefreshDeps): Refresh {
  const { clock, events, vault, lifetime, failures, marker, underLease } = deps
  const refreshGrant = createRefreshGrant(deps)
  const unsaved = createUnsavedGrants(clock)

  return async (standing, resource, ctx) => {
    const { id } = standing
    const key = resourceKey(resource)
    if (failures.has(id)) return currentOr(await read(id), key)
    const token = await underLease(id, {
      // What the session room saw may be older than the refresh that somebody else has just made.
      async done() {
        const held = await read(id)
        const current = held.tokens.access[key]
        if (current !== undefined && !isDue(current, clock.now())) return current
        return held.tokens.refreshToken === undefined
          ? withoutRefresh(standing, current, ctx)
          : undefined
      },
      work: (fence) => renew(standing, resource, ctx, fence),
    })
    // Somebody else has been at it for longer than they may: the server must be very slow.
    return token ?? currentOr(await read(id), key)
  }

  async function read(id: string): Promise<HeldTokens> {
    const held = await vault.read(id)
    if (held === undefined) throw new Problem('session-ended')
    return held
  }

  async function renew(
    standing: SignedInStanding,
    resource: ResourceNeeds,
    ctx: Context,
    fence: number,
  ): Promise<AccessToken> {
    const { id, record } = standing
    const key = resourceKey(resource)
    const held = await read(id)
    const startedAtMs = clock.now()
    try {
      const { refreshToken = '' } = held.tokens
      const kept = unsaved.find(refreshToken, key)
      const grant = kept ?? (await refreshGrant(standing, held, resource, ctx, fence))
      const token = await save(standing, held, resource, grant, fence)
      const ms = clock.now() - startedAtMs
      events.emit('token.refreshed', { session: record.handle, ms }, ctx.state.ref)
      return token
    } catch (refusal) {
      if (!isUnreachable(refusal)) throw refusal
      failures.note(id)
      return currentOr(held, key, refusal)
    } finally {
      await marker.clear(id)
    }
  }

  /** A lost race means somebody saved a newer set: theirs is the truth (TS-09). */
  async function save(
    { id, record }: SignedInStanding,
    held: HeldTokens,
    resource: ResourceNeeds,
    grant: RefreshGrant,
    fence: number,
  ): Promise<AccessToken> {
    const now = clock.now()
    const key = resourceKey(resource)
    const { refreshToken = '' } = held.tokens
    const tokens = withGrant(held.tokens, key, grant, resource.scope ?? record.scope, now)
    const expiresAtMs = lifetime.storeUntilMs(lifetime.expiresAtMs(record, now))
    unsaved.keep(refreshToken, key, grant)
    const saved = await vault.keep(id, tokens, { ifVersion: held.version, expiresAtMs, fence })
    const truth = saved ? { tokens, version: held.version + 1 } : await vault.read(id)
    // Refused, yet nobody else wrote: the lease ran out under us. The grant waits for the next caller.
    if (truth?.version === held.version) throw new Problem('provider-unreachable', { why: 'late', retryAfter: 1 })
    unsaved.drop(refreshToken, key)
    const token = truth?.tokens.access[key]
    if (token !== undefined) return token
    // Ended meanwhile: what was just granted must not stay alive at the server (TS-13).
    deps.revokeGrant(grant, record.handle)
    throw new Problem('session-ended')
  }

  /** Early, and the server cannot be reached: the token we have still works. */
  function currentOr(
    held: HeldTokens,
    key: string,
    refusal: unknown = new Problem('provider-unreachable', { retryAfter: 5 }),
  ): AccessToken {
    const current = held.tokens.access[key]
    if (current !== undefined && !isExpired(current, clock.now())) return current
    throw refusal
  }

  async function withoutRefresh(
    standing: SignedInStanding,
    current: AccessToken | undefined,
    ctx: Context,
  ): Promise<AccessToken> {
    // Signing in again would bring the same tokens: say so instead of sending people round in circles.
    if (current === undefined) throw new Problem('resource-refused', { why: 'no-refresh-token' })
    if (!isExpired(current, clock.now())) return current
    throw await deps.endForGood(standing, ctx)
  }
}

function isUnreachable(refusal: unknown): boolean {
  return refusal instanceof Problem && refusal.code === 'provider-unreachable'
}
