/**
 * From a good authorization response to a person: redeem the code, judge the ID token, ask userinfo where
 * that is needed. Nothing of the token response is used before the ID token has passed (TK-10).
 * Answers the facts; making a session of them is the callback's. Refuses with a LoginFailure word.
 */
import type { User } from 'shared/session'
import type { LoginFailure } from '../events.ts'
import { Problem } from '../http/problem.ts'
import type { Clock } from '../ports.ts'
import { fixedMaxAge } from './authorization-request.ts'
import { isNameless, text, userOf } from './claims.ts'
import type { SignInGrant } from './client-verbs.ts'
import type { ProofKey } from './dpop-key.ts'
import { failureOf } from './failure.ts'
import { idTokenFault } from './id-token.ts'
import { vendorFault, withPerson } from './person.ts'
import type { Provider } from './providers.ts'
import type { Transaction } from './transaction.ts'

export interface SignIn {
  grant: SignInGrant
  /** Whose access token the code bought. */
  resourceKey: string
  user: User
  /** To which its tokens are bound. */
  proofKey?: ProofKey
  sid?: string
  authTime: number
  acr?: string
  amr?: string[]
}

export interface SignInDeps {
  provider: Provider
  clock: Clock
  /** The indicator of the first resource: the code buys its token, a refresh buys the others'. */
  firstIndicator: string | undefined
}

/** @throws LoginError */
export async function completeSignIn(
  deps: SignInDeps,
  callback: URL,
  transaction: Transaction,
): Promise<SignIn> {
  const { oidc } = deps.provider
  const received = await redeem(deps, callback, transaction)
  const { clientId, clockToleranceSeconds } = oidc
  const { acrValues } = transaction
  const expected = { clientId, clockToleranceSeconds, acrValues, nowMs: deps.clock.now() }
  const fault = idTokenFault(received, expected) ?? vendorFault(received.claims, oidc)
  if (fault !== undefined) throw loginError('id-token', new Error(`ID token: ${fault}`))
  const claims = withPerson(received.claims, oidc)
  const grant = { ...received, claims }
  const { proofKey } = transaction
  const user = await withUserinfo(deps, grant, proofKey)
  const sid = text(claims.sid)
  const acr = text(claims.acr)
  return {
    grant,
    resourceKey: codeIndicator(deps) ?? '',
    user,
    authTime: typeof claims.auth_time === 'number' ? claims.auth_time : claims.iat,
    ...(proofKey === undefined ? {} : { proofKey }),
    ...(sid === undefined ? {} : { sid }),
    ...(acr === undefined ? {} : { acr }),
    ...(Array.isArray(claims.amr) ? { amr: claims.amr.flatMap((one) => text(one) ?? []) } : {}),
  }
}

async function redeem(deps: SignInDeps, callback: URL, transaction: Transaction) {
  const { state, nonce, codeVerifier, proofKey } = transaction
  const maxAge = transaction.maxAge ?? fixedMaxAge(deps.provider.oidc)
  if (nonce === undefined || codeVerifier === undefined) throw loginError('state')
  // Begun before DPoP was switched on: the next try has a key.
  if (deps.provider.oidc.dpop === 'require' && !proofKey) throw loginError('state')
  const checks = { state, nonce, codeVerifier, maxAge, proofKey }
  try {
    return await deps.provider.client.redeemCode(callback, checks, codeIndicator(deps))
  } catch (cause) {
    throw loginError(whyOf(cause), cause)
  }
}

// With `always` the first token must be good for userinfo, so it may not be bound to an API.
function codeIndicator({ provider, firstIndicator }: SignInDeps): string | undefined {
  return provider.oidc.userinfo === 'always' ? undefined : firstIndicator
}

async function withUserinfo(deps: SignInDeps, grant: SignInGrant, proofKey?: ProofKey) {
  const user = userOf(grant.claims)
  const { userinfo } = deps.provider.oidc
  const wanted =
    userinfo === 'always' ||
    (userinfo === 'auto' && isNameless(user) && deps.firstIndicator === undefined)
  if (!wanted) return user
  try {
    const claims = await deps.provider.client.userinfo(grant.accessToken, user.sub, proofKey)
    return userOf({ ...grant.claims, ...claims, sub: user.sub })
  } catch (cause) {
    const isAway = failureOf(cause).kind === 'unreachable'
    throw loginError(isAway ? 'provider-unreachable' : 'userinfo', cause)
  }
}

/** Carries why a login failed from the floor to the callback, which decides what the person sees. */
export interface LoginError extends Error {
  why: LoginFailure
}

export function loginError(why: LoginFailure, cause?: unknown): LoginError {
  return Object.assign(new Error(`login failed: ${why}`, { cause }), { why })
}

// prompt=none, or a question the person did not answer: a signed-out state, not a fault (CB-15).
const interaction = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
  'unmet_authentication_requirements', // of a step-up (RFC 9470 §5): this person cannot do what was asked
])

function whyOf(cause: unknown): LoginFailure {
  const failure = failureOf(cause)
  if (failure.kind === 'unreachable') return 'provider-unreachable'
  if (failure.kind === 'metadata') return 'metadata'
  if (failure.kind === 'invalid') return failure.token ? 'id-token' : 'response'
  if (failure.error === 'access_denied') return 'access-denied'
  if (interaction.has(failure.error)) return 'interaction'
  return failure.byRedirect ? 'authorization-error' : 'token-error'
}

/** The problem a person is told of, for each way a login can break. */
export function problemOf(why: LoginFailure, cause: unknown, returnTo?: string): Problem {
  switch (why) {
    case 'state':
    case 'step-up-late':
      return new Problem('login-expired', { why, cause })
    case 'access-denied':
    case 'another-person':
    case 'interaction':
      return new Problem('login-refused', { why, cause, ...(returnTo && { returnTo }) })
    case 'provider-unreachable':
      return new Problem('provider-unreachable', { why, cause, retryAfter: 10 })
    default:
      return new Problem('login-failed', { why, cause })
  }
}
