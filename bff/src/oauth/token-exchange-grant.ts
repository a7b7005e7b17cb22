/**
 * One exchange with the authorization server (RFC 8693 §2.1): the person's own access token goes there, and
 * another comes back, of the kind that was asked for and no other. A subject token that is refused is
 * refreshed and brought once more – our clock may call it good when the server does not – and never again.
 */
import type { Events } from '../events.ts'
import type { Context } from '../http/context.ts'
import type { Clock } from '../ports.ts'
import type { SignedInStanding } from '../session/standing.ts'
import type { AccessTokenFor } from './access-token.ts'
import type { ProofKey } from './dpop-key.ts'
import { failureOf } from './failure.ts'
import {
  accessTokenType,
  assertAccessToken,
  narrowParameters,
  problemOf,
} from './obtained-token.ts'
import type { Providers } from './providers.ts'
import type { ResourceNeeds } from './resource-needs.ts'
import { type AccessToken, accessTokenOf } from './token-set.ts'

export interface ExchangeGrantDeps {
  clock: Clock
  events: Events
  providers: Pick<Providers, 'of'>
  /** What the person's own token is for, which is brought for another. */
  subject: ResourceNeeds
  subjectTokenFor: AccessTokenFor
}

export interface Exchange {
  ctx: Context
  standing: SignedInStanding
  resource: ResourceNeeds
  /** The API would not take what the last exchange gave. */
  refused: string | undefined
}

export type ExchangeGrant = (
  exchange: Exchange,
  proofKey: ProofKey | undefined,
) => Promise<AccessToken>

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
/** Where the server does not say how long it lives (RFC 8693 §2.2.1). */
const unsaidSeconds = 60

export function createExchangeGrant(deps: ExchangeGrantDeps): ExchangeGrant {
  const { clock, events, providers, subject, subjectTokenFor } = deps

  return async (exchange, proofKey) => {
    const { ctx, refused } = exchange
    const first = await subjectTokenFor(ctx, subject)
    try {
      if (refused === undefined) return await bring(first.token, exchange, proofKey)
    } catch (cause) {
      if (!isSubjectRefused(cause)) throw problemOf('exchange', events, cause)
    }
    const { token } = await subjectTokenFor(ctx, subject, first.token)
    return bring(token, exchange, proofKey).catch((cause: unknown) => {
      throw problemOf('exchange', events, cause)
    })
  }

  async function bring(token: string, { standing, resource }: Exchange, proofKey?: ProofKey) {
    const provider = providers.of(standing.record.iss)
    if (provider === undefined) throw new Error('unknown issuer') // taken out of the settings meanwhile
    const parameters = {
      ...narrowParameters(resource),
      subject_token: token,
      subject_token_type: accessTokenType,
      requested_token_type: accessTokenType,
    }
    const grant = await provider.client.obtain(exchangeGrant, parameters, proofKey)
    assertAccessToken(grant)
    const lived = { expiresInSeconds: unsaidSeconds, ...grant }
    return accessTokenOf(lived, resource.scope ?? '', clock.now())
  }
}

/** RFC 8693 §2.2.2 has `invalid_request` for it; servers have other words too. */
const subjectRefusals = new Set(['invalid_request', 'invalid_grant', 'invalid_token'])

function isSubjectRefused(cause: unknown): boolean {
  const failure = failureOf(cause)
  return failure.kind === 'refused' && subjectRefusals.has(failure.error)
}
