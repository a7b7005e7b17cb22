/**
 * Token mode `exchange` (RFC 8693): the person's access token is brought to the authorization server, which
 * gives another one for it, good for one API alone. That API can go no further with it than the person sent
 * it (RFC 9700 §2.3), and the person's own token never reaches it.
 *
 * Kept in the session's token set under a name of its own, so it is sealed, ends with the session, and is
 * found by nobody else; no longer than it lives. An exchange spends nothing: two instances may make one each,
 * and no lease is held while we ask. One that an API refuses is made once more, with a subject token that was
 * refreshed (token-exchange-grant.ts).
 */
import { Problem } from '../http/problem.ts'
import type { Sessions } from '../session/sessions.ts'
import { signedInStandingOf } from '../session/standing.ts'
import type { AccessTokenFor } from './access-token.ts'
import type { CredentialFor } from './dpop-proof.ts'
import { obtainedKey } from './obtained-token.ts'
import { createRecentFailures, isUnreachable } from './recent-failures.ts'
import { createSingleFlight } from './single-flight.ts'
import {
  type Exchange,
  type ExchangeGrantDeps,
  createExchangeGrant,
} from './token-exchange-grant.ts'
import { type KeepExchangedDeps, createKeepExchanged } from './token-exchange-kept.ts'
import { type AccessToken, isDue, isExpired } from './token-set.ts'

export interface TokenExchangeDeps extends ExchangeGrantDeps, KeepExchangedDeps {
  credentialFor: CredentialFor
  sessions: Pick<Sessions, 'touch'>
}

export function createTokenExchange(deps: TokenExchangeDeps): AccessTokenFor {
  const { clock, credentialFor, sessions, vault } = deps
  const exchanged = createExchangeGrant(deps)
  const keep = createKeepExchanged(deps)
  const failures = createRecentFailures(clock)
  const once = createSingleFlight<AccessToken>()

  return async (ctx, resource, refused) => {
    const standing = signedInStandingOf(ctx)
    sessions.touch(ctx, standing)
    const key = obtainedKey('exchange', resource)
    const tokens = standing.tokens && vault.open(standing.tokens).tokens
    const held = tokens?.access[key]
    const credentialOf = (token: string) => credentialFor(token, tokens?.proofKey)
    if (refused === undefined) {
      if (held !== undefined && !isDue(held, clock.now())) return credentialOf(held.token)
    } else if (held?.token !== refused) {
      return credentialOf(refused) // exchanged in this very request: there is no better one to be had
    }
    const { token } = await once(standing.id, `${key} ${refused ?? ''}`, () =>
      renew({ ctx, standing, resource, refused }, key),
    )
    return credentialOf(token)
  }

  async function renew(exchange: Exchange, key: string): Promise<AccessToken> {
    const { standing, refused } = exchange
    const held = await vault.read(standing.id)
    if (held === undefined) throw new Problem('session-ended')
    const current = held.tokens.access[key]
    const other = current?.token === refused ? undefined : current
    if (other !== undefined && !isDue(other, clock.now())) return other // another instance's doing
    const works = other !== undefined && !isExpired(other, clock.now())
    const name = `${standing.id} ${key}`
    if (failures.has(name)) {
      if (works) return other
      throw new Problem('provider-unreachable', { retryAfter: 5 })
    }
    try {
      const fresh = await exchanged(exchange, held.tokens.proofKey)
      if (!(await keep(standing, key, fresh))) throw new Problem('session-ended')
      return fresh
    } catch (refusal) {
      if (!isUnreachable(refusal)) throw refusal
      failures.note(name)
      if (works) return other // early, and the server cannot be reached
      throw refusal
    }
  }
}
