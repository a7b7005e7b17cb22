/**
 * What is asked of the authorization server in a refresh, and whether its answer may be used. Before it is
 * asked a marker is written, so that a crash before the answer is saved can be seen, counted, and – where
 * the server allows the old token a little longer – healed by asking again.
 */
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { RefreshGrant } from './client-verbs.ts'
import type { ProofKey } from './dpop-key.ts'
import type { EndForGood } from './end-for-good.ts'
import { failureOf } from './failure.ts'
import { type FirstIdToken, refreshedIdTokenFault } from './id-token.ts'
import { withPerson } from './person.ts'
import type { Provider, Providers } from './providers.ts'
import { type RefreshMarker, isInterrupted } from './refresh-marker.ts'
import { type ResourceNeeds, resourceParameters } from './resource-needs.ts'
import type { HeldTokens } from './token-vault.ts'

export interface RefreshGrantDeps {
  clock: Clock
  events: Events
  marker: RefreshMarker
  providers: Pick<Providers, 'of'>
  endForGood: EndForGood
}

export interface MarkedGrant {
  grant: RefreshGrant
  /** Of the mark that stays until the grant is saved. */
  mark: number
}

export type AskForGrant = (
  standing: SignedInStanding,
  held: HeldTokens,
  resource: ResourceNeeds,
  ctx: Context,
  fence: number,
) => Promise<MarkedGrant>

export function createRefreshGrant(deps: RefreshGrantDeps): AskForGrant {
  const { clock, events, marker, providers } = deps

  return async (standing, held, resource, ctx, fence) => {
    const { refreshToken = '', first, proofKey } = held.tokens
    const session = standing.record.handle
    const provider = providers.of(standing.record.iss)
    if (provider === undefined) throw await fatal(standing, ctx, new Error('unknown issuer'))
    const mark = await marker.set(standing.id, refreshToken, held.marker, fence)
    if (mark === undefined) {
      throw new Problem('provider-unreachable', { why: 'lease-lost', retryAfter: 1 })
    }
    // Not before: to one whose lease ran out, the refresh that goes on without it looks the same.
    if (isInterrupted(held.marker, refreshToken)) {
      events.emit('token.refresh-interrupted', { session }, ctx.state.ref)
    }
    const exchange = ask(provider, standing, { refreshToken, proofKey }, resource, ctx)
    const grant = await exchange.catch(async (refusal) => {
      await marker.wipe(standing.id, mark)
      throw refusal
    })
    const fault = faultOf(provider, grant, first)
    if (fault === undefined) return { grant, mark }
    throw await fatal(standing, ctx, new Error(`refreshed ID token: ${fault}`))
  }

  async function ask(
    { client }: Provider,
    standing: SignedInStanding,
    { refreshToken, proofKey }: { refreshToken: string; proofKey: ProofKey | undefined },
    resource: ResourceNeeds,
    ctx: Context,
  ): Promise<RefreshGrant> {
    try {
      return await client.refresh(refreshToken, resourceParameters(resource), proofKey)
    } catch (cause) {
      const failure = failureOf(cause)
      if (failure.kind === 'refused' && failure.error === 'invalid_grant') {
        throw await fatal(standing, ctx, cause)
      }
      const session = standing.record.handle
      events.emit('token.refresh-failed', { session, fatal: false, cause }, ctx.state.ref)
      throw new Problem('provider-unreachable', { cause, retryAfter: 5 })
    }
  }

  // OpenID Connect Core §12.2: a refreshed ID token is about the same person and sign-in, or it is a fault.
  function faultOf({ oidc }: Provider, grant: RefreshGrant, first?: FirstIdToken) {
    const { idToken, claims, accessToken } = grant
    if (idToken === undefined || claims === undefined || first === undefined) return undefined
    const { clientId, clockToleranceSeconds } = oidc
    const expected = { clientId, clockToleranceSeconds, nowMs: clock.now() }
    const received = { idToken, claims: withPerson(claims, oidc), accessToken }
    return refreshedIdTokenFault(received, expected, first)
  }

  async function fatal(standing: SignedInStanding, ctx: Context, cause: unknown) {
    const session = standing.record.handle
    events.emit('token.refresh-failed', { session, fatal: true, cause }, ctx.state.ref)
    return deps.endForGood(standing, ctx, cause)
  }
}
