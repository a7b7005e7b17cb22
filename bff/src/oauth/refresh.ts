/**
 * One refresh (RFC 6749 §6) among all instances: under a lease, ask, check, save, then use – in that
 * order, since a rotated token that was used but not saved is lost. Only the authorization server's own
 * `invalid_grant` ends the session; silence, 5xx and 429 never do (TS-10). Who may call it when is
 * `access-token.ts`; what is asked and checked is `refresh-grant.ts`; `save-grant.ts` saves.
 */
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { SignedInStanding } from '../session/standing.ts'
import { type RefreshGrantDeps, createRefreshGrant } from './refresh-grant.ts'
import { type RecentFailures, isUnreachable } from './recent-failures.ts'
import { type ResourceNeeds, resourceKey } from './resource-needs.ts'
import { type SaveGrantDeps, createSaveGrant } from './save-grant.ts'
import { type AccessToken, isDue, isExpired } from './token-set.ts'
import type { HeldTokens } from './token-vault.ts'
import type { UnderLease } from './under-lease.ts'

export interface RefreshDeps extends RefreshGrantDeps, SaveGrantDeps {
  failures: RecentFailures
  underLease: UnderLease
}

interface Wanted {
  standing: SignedInStanding
  resource: ResourceNeeds
  ctx: Context
  /** The token that the API would not take: as good as run out, whatever our clock says (TS-08). */
  refused?: string | undefined
}

type Refresh = (wanted: Wanted) => Promise<AccessToken>

export function createRefresh(deps: RefreshDeps): Refresh {
  const { clock, events, vault, failures, marker, underLease } = deps
  const refreshGrant = createRefreshGrant(deps)
  const saveGrant = createSaveGrant(deps)
  /** Sessions whose new tokens wait for the store, and the refusal that callers get meanwhile. */
  const waiting = new Map<string, unknown>()

  return async (wanted) => {
    const { standing, resource, ctx, refused } = wanted
    const { id } = standing
    const key = resourceKey(resource)
    if (waiting.has(id)) throw waiting.get(id)
    if (failures.has(id)) return currentOr(await read(id), wanted)

    const trouble = Promise.withResolvers<never>()
    const onTrouble = (refusal: unknown) => {
      waiting.set(id, refusal)
      trouble.reject(refusal)
    }
    const renewed = underLease(id, {
      // What the session room saw may be older than the refresh that somebody else has just made.
      async done() {
        const held = await read(id)
        const current = held.tokens.access[key]
        const isGood = current !== undefined && current.token !== refused
        if (isGood && !isDue(current, clock.now())) return current
        return held.tokens.refreshToken === undefined
          ? withoutRefresh(standing, current, ctx)
          : undefined
      },
      work: (fence) => renew(wanted, fence, onTrouble),
    }).finally(() => waiting.delete(id))
    // Somebody else has been at it for longer than they may: the server must be very slow.
    return (await Promise.race([renewed, trouble.promise])) ?? currentOr(await read(id), wanted)
  }

  async function read(id: string): Promise<HeldTokens> {
    const held = await vault.read(id)
    if (held === undefined) throw new Problem('session-ended')
    return held
  }

  async function renew(
    wanted: Wanted,
    fence: number,
    onTrouble: (refusal: unknown) => void,
  ): Promise<AccessToken> {
    const { standing, resource, ctx } = wanted
    const { id, record } = standing
    const held = await read(id)
    const startedAtMs = clock.now()
    try {
      const { grant, mark } = await refreshGrant(standing, held, resource, ctx, fence)
      const token = await saveGrant({ standing, held, resource, grant }, fence, onTrouble)
      await marker.wipe(id, mark)
      const ms = clock.now() - startedAtMs
      events.emit('token.refreshed', { session: record.handle, ms }, ctx.state.ref)
      return token
    } catch (refusal) {
      if (!isUnreachable(refusal)) throw refusal
      failures.note(id)
      return currentOr(held, wanted, refusal)
    }
  }

  /** Early, and the server cannot be reached: the token we have still works. */
  function currentOr(
    held: HeldTokens,
    { resource, refused }: Wanted,
    refusal: unknown = new Problem('provider-unreachable', { retryAfter: 5 }),
  ): AccessToken {
    const current = held.tokens.access[resourceKey(resource)]
    const works = current !== undefined && current.token !== refused
    if (works && !isExpired(current, clock.now())) return current
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
