/**
 * One refresh (RFC 6749 §6): ask, check, save, then use – in that order, since a rotated token that was
 * used but not saved is lost. Only the authorization server's own `invalid_grant` ends the session;
 * silence, 5xx and 429 never do (TS-10). Who may call it when is `access-token.ts`.
 */
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import type { EndSession } from '../session/ending.ts'
import type { Lifetime } from '../session/lifetime.ts'
import type { Sessions } from '../session/sessions.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { Client, RefreshGrant } from './client-verbs.ts'
import { failureOf } from './failure.ts'
import { type FirstIdToken, refreshedIdTokenFault } from './id-token.ts'
import { type ResourceNeeds, resourceKey, resourceParameters } from './resource-needs.ts'
import { type AccessToken, type TokenSet, isDue, isExpired, withGrant } from './token-set.ts'
import type { HeldTokens, TokenVault } from './token-vault.ts'

export interface RefreshDeps {
  config: Pick<Config, 'oidc'>
  client: Client
  clock: Clock
  events: Events
  vault: TokenVault
  lifetime: Lifetime
  sessions: Pick<Sessions, 'forget' | 'touch'>
  endSession: EndSession
}

type Refresh = (
  standing: SignedInStanding,
  resource: ResourceNeeds,
  ctx: Context,
) => Promise<AccessToken>

export function createRefresh({
  config,
  client,
  clock,
  events,
  vault,
  lifetime,
  sessions,
  endSession,
}: RefreshDeps): Refresh {
  return async (standing, resource, ctx) => {
    // Read again: what the session room saw may be older than the refresh we waited for.
    const held = await vault.read(standing.id)
    if (held === undefined) throw new Problem('session-ended')
    const current = held.tokens.access[resourceKey(resource)]
    if (current !== undefined && !isDue(current, clock.now())) return current
    if (held.tokens.refreshToken === undefined) return withoutRefresh(standing, current, ctx)

    const startedAtMs = clock.now()
    const grant = await ask(standing, held.tokens, resource, ctx).catch((refusal: unknown) => {
      // Early, and the server cannot be reached: the token we have still works.
      if (isUnreachable(refusal) && current && !isExpired(current, clock.now())) {
        return undefined
      }
      throw refusal
    })
    if (grant === undefined) return current!
    const token = await save(standing, held, resource, grant)
    const ms = clock.now() - startedAtMs
    events.emit('token.refreshed', { session: standing.record.handle, ms }, ctx.state.ref)
    return token
  }

  async function ask(
    standing: SignedInStanding,
    { refreshToken = '', first }: TokenSet,
    resource: ResourceNeeds,
    ctx: Context,
  ): Promise<RefreshGrant> {
    let grant: RefreshGrant
    try {
      grant = await client.refresh(refreshToken, resourceParameters(resource))
    } catch (cause) {
      const failure = failureOf(cause)
      if (failure.kind === 'refused' && failure.error === 'invalid_grant') {
        throw await fatal(standing, ctx, cause)
      }
      const session = standing.record.handle
      events.emit('token.refresh-failed', { session, fatal: false, cause }, ctx.state.ref)
      throw new Problem('provider-unreachable', { cause, retryAfter: 5 })
    }
    const fault = faultOf(grant, first)
    if (fault === undefined) return grant
    throw await fatal(standing, ctx, new Error(`refreshed ID token: ${fault}`))
  }

  function faultOf({ idToken, claims, accessToken }: RefreshGrant, first?: FirstIdToken) {
    if (idToken === undefined || claims === undefined || first === undefined) return undefined
    const { clientId, clockToleranceSeconds } = config.oidc
    const expected = { clientId, clockToleranceSeconds, nowMs: clock.now() }
    return refreshedIdTokenFault({ idToken, claims, accessToken }, expected, first)
  }

  /** A lost race means somebody saved a newer set: theirs is the truth (TS-09). */
  async function save(
    standing: SignedInStanding,
    held: HeldTokens,
    resource: ResourceNeeds,
    grant: RefreshGrant,
  ): Promise<AccessToken> {
    const now = clock.now()
    const key = resourceKey(resource)
    const scope = resource.scope ?? standing.record.scope
    const tokens = withGrant(held.tokens, key, grant, scope, now)
    const untilMs = lifetime.storeUntilMs(lifetime.expiresAtMs(standing.record, now))
    const saved = await vault.keep(standing.id, tokens, held.version, untilMs)
    const token = (saved ? tokens : (await vault.read(standing.id))?.tokens)?.access[key]
    if (token === undefined) throw new Problem('session-ended')
    return token
  }

  async function withoutRefresh(
    standing: SignedInStanding,
    current: AccessToken | undefined,
    ctx: Context,
  ): Promise<AccessToken> {
    // Signing in again would bring the same tokens: say so instead of sending people round in circles.
    if (current === undefined) throw new Problem('resource-refused', { why: 'no-refresh-token' })
    if (!isExpired(current, clock.now())) return current
    throw await fatal(standing, ctx, undefined)
  }

  async function fatal(standing: SignedInStanding, ctx: Context, cause: unknown) {
    const session = standing.record.handle
    events.emit('token.refresh-failed', { session, fatal: true, cause }, ctx.state.ref)
    await endSession(standing.id, 'refresh-failed', ctx.state.ref)
    await sessions.forget(ctx)
    return new Problem('session-ended', { reason: 'refresh-failed', cause })
  }
}

function isUnreachable(refusal: unknown): boolean {
  return refusal instanceof Problem && refusal.code === 'provider-unreachable'
}
