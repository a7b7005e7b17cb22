/**
 * The access token for one resource, renewed when it is due, without the browser noticing (TS-05).
 * Nearly always it is the one that was read together with the session; otherwise one refresh per session
 * at a time – in this process by sharing, among instances by a lease – and callers who come meanwhile get
 * its result: a rotating refresh token used twice revokes the whole grant (RFC 9700 §4.14.2).
 */
import type { Config } from '../config/config.ts'
import type { Context } from '../http/context.ts'
import type { Ports } from '../ports.ts'
import type { EndSession } from '../session/ending.ts'
import type { Sessions } from '../session/sessions.ts'
import { signedInStandingOf } from '../session/standing.ts'
import type { Credential } from './credential.ts'
import type { CredentialFor } from './dpop-proof.ts'
import { createEndForGood } from './end-for-good.ts'
import { createRecentFailures } from './recent-failures.ts'
import { type RefreshDeps, createRefresh } from './refresh.ts'
import { createRefreshMarker } from './refresh-marker.ts'
import { type ResourceNeeds, resourceKey } from './resource-needs.ts'
import { createSingleFlight } from './single-flight.ts'
import { type AccessToken, type TokenSet, isDue } from './token-set.ts'
import { type LeaseTimes, createUnderLease } from './under-lease.ts'

/**
 * The token for this resource; with `refused`, another than that one, which the API would not take.
 * @returns the refused one itself when there is no other to be had
 * @throws Problem `session-required`, `session-ended`, `provider-unreachable` or `resource-refused`
 */
export type AccessTokenFor = (
  ctx: Context,
  resource: ResourceNeeds,
  refused?: string,
) => Credential | Promise<Credential>

type Given = 'clock' | 'events' | 'lifetime' | 'providers' | 'revokeGrant' | 'vault'

export interface AccessTokenDeps extends Pick<RefreshDeps, Given> {
  config: Pick<Config, 'providers'>
  credentialFor: CredentialFor
  ports: Pick<Ports, 'clock' | 'random' | 'storage' | 'wait'>
  sessions: Pick<Sessions, 'touch'>
  endSession: EndSession
}

export function createAccessTokens(deps: AccessTokenDeps): AccessTokenFor {
  const { clock, ports, sessions, vault } = deps
  const once = createSingleFlight<AccessToken>()
  const refresh = createRefresh({
    ...deps,
    failures: createRecentFailures(clock),
    marker: createRefreshMarker(ports.storage, clock.now),
    underLease: createUnderLease(ports.storage, ports, leaseTimes(deps.config)),
    endForGood: createEndForGood(deps.endSession),
  })

  /** Made once for each token: a header field is a copy of it. */
  const made = new WeakMap<AccessToken, Credential>()

  // Nobody waits for a token that is at hand.
  return (ctx, resource, refused) => {
    const standing = signedInStandingOf(ctx)
    sessions.touch(ctx, standing)
    const key = resourceKey(resource)
    const tokens = standing.tokens && vault.open(standing.tokens).tokens
    const held = tokens?.access[key]
    if (refused === undefined) {
      if (held !== undefined && !isDue(held, clock.now())) return madeOnce(held, tokens)
    } else if (held?.token !== refused) {
      // Renewed in this very request: one refresh is all it gets (TS-08).
      return credentialOf(refused, tokens)
    }
    // Who does without a certain token must not share the result of those who would take it.
    const renewed = once(standing.id, `${key} ${refused ?? ''}`, () =>
      refresh({ standing, resource, ctx, refused }),
    )
    return renewed.then(({ token }) => credentialOf(token, tokens))
  }

  function madeOnce(held: AccessToken, tokens: TokenSet | undefined): Credential {
    const credential = made.get(held) ?? credentialOf(held.token, tokens)
    made.set(held, credential)
    return credential
  }

  /** As the session began, whatever the settings say now: bound tokens are worth nothing without their key. */
  function credentialOf(token: string, tokens: TokenSet | undefined): Credential {
    return deps.credentialFor(token, tokens?.proofKey)
  }
}

/** A lease outlives one exchange at its slowest, and is renewed during it; others wait for two. */
function leaseTimes({ providers }: Pick<Config, 'providers'>): LeaseTimes {
  const timeoutMs = Math.max(...providers.map((oidc) => oidc.timeoutMs))
  return { leaseMs: timeoutMs + 5_000, patienceMs: 2 * timeoutMs }
}
