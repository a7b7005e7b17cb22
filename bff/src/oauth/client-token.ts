/**
 * Token mode `client` (RFC 6749 §4.4): a token of our own, for an API that is to hear who we are and not who
 * is asking. One for each API in each process, from the first authorization server, renewed by one call at a
 * time. It belongs to no session and is kept in memory only, so no store and no browser ever sees it.
 *
 * The route still takes somebody who is signed in: what a token of ours can do, a stranger must not have us
 * do. The person's token is not touched, and nothing of the person is sent.
 */
import type { Events } from '../events.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import type { Sessions } from '../session/sessions.ts'
import { signedInStandingOf } from '../session/standing.ts'
import type { AccessTokenFor } from './access-token.ts'
import type { Credential } from './credential.ts'
import type { CredentialFor } from './dpop-proof.ts'
import { narrowParameters, obtainedKey, problemOf } from './obtained-token.ts'
import type { Providers } from './providers.ts'
import { createRecentFailures } from './recent-failures.ts'
import type { ResourceNeeds } from './resource-needs.ts'
import { createSingleFlight } from './single-flight.ts'
import { type AccessToken, accessTokenOf, isDue, isExpired } from './token-set.ts'

export interface ClientTokenDeps {
  clock: Clock
  events: Events
  credentialFor: CredentialFor
  providers: Pick<Providers, 'first'>
  sessions: Pick<Sessions, 'touch'>
}

interface Kept extends AccessToken {
  credential: Credential
  atMs: number
}

/** An API that refuses every token would else have one made for each call of everybody. */
const renewEveryMs = 5_000
const again = { retryAfter: 5 }

export function createClientTokens(deps: ClientTokenDeps): AccessTokenFor {
  const { clock, credentialFor, events, providers, sessions } = deps
  const kept = new Map<string, Kept>()
  const failures = createRecentFailures(clock)
  const once = createSingleFlight<Kept>()

  return async (ctx, resource, refused) => {
    sessions.touch(ctx, signedInStandingOf(ctx))
    const key = obtainedKey('client', resource)
    const held = kept.get(key)
    if (held !== undefined && isGood(held, refused)) return held.credential
    return (await once(key, refused ?? '', () => renew(key, resource, refused))).credential
  }

  /** Another one than was refused, unless that is new: then there is no better one to be had. */
  function isGood({ token, atMs, ...times }: Kept, refused: string | undefined): boolean {
    const isNew = clock.now() - atMs < renewEveryMs
    return !isDue({ token, ...times }, clock.now()) && (token !== refused || isNew)
  }

  async function renew(key: string, resource: ResourceNeeds, refused?: string): Promise<Kept> {
    const held = kept.get(key)
    if (held !== undefined && isGood(held, refused)) return held
    if (failures.has(key)) return heldOr(held, refused, new Problem('provider-unreachable', again))
    try {
      const fresh = await obtain(resource)
      kept.set(key, fresh)
      return fresh
    } catch (cause) {
      failures.note(key)
      return heldOr(held, refused, problemOf('client', events, cause))
    }
  }

  /** Early, and there is no other: the one we have still works. */
  function heldOr(held: Kept | undefined, refused: string | undefined, problem: Problem): Kept {
    if (held === undefined || held.token === refused || isExpired(held, clock.now())) throw problem
    return held
  }

  async function obtain(resource: ResourceNeeds): Promise<Kept> {
    const { client } = providers.first
    const proofKey = await client.createProofKey()
    const grant = await client.obtain('client_credentials', narrowParameters(resource), proofKey)
    const token = accessTokenOf(grant, resource.scope ?? '', clock.now())
    return { ...token, credential: credentialFor(token.token, proofKey), atMs: clock.now() }
  }
}
