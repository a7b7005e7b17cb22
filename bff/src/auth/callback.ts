/**
 * GET /auth/callback?code&state&iss → 303 to where the person was going
 * POST /auth/callback, the same as a form, where OIDC_RESPONSE_MODE says so
 *
 * Finishes a sign-in: takes the transaction of this browser, once; checks that the response comes from
 * the issuer it went to, in the form that was agreed on; redeems the code; makes a session with a new id.
 * Whatever goes wrong, the transaction is used up, no session is made, and the person lands on a page with
 * a code and nothing of what the authorization server said (CB-08). No token is ever in this URL, and the
 * code leaves it with the redirect.
 */
import type { Config } from '../config/config.ts'
import type { Events, LoginFailure } from '../events.ts'
import type { Context, Middleware } from '../http/context.ts'
import { formBody } from '../http/limits.ts'
import { strangeVisit } from '../http/navigation.ts'
import { Problem } from '../http/problem.ts'
import type { Limits } from '../limits/limits.ts'
import { detailsOf, missingTypes } from '../oauth/authorization-details.ts'
import { redirectUri, scopeOf } from '../oauth/authorization-request.ts'
import {
  type AuthorizationResponse,
  provenParameters,
  stateIn,
} from '../oauth/authorization-response.ts'
import type { Provider, Providers } from '../oauth/providers.ts'
import type { ResourceNeeds } from '../oauth/resource-needs.ts'
import { type LoginError, type SignIn, loginError, problemOf } from '../oauth/sign-in.ts'
import type { Raised } from '../oauth/step-up-return.ts'
import type { Transaction, Transactions } from '../oauth/transaction.ts'
import { type Standing, standingOf } from '../session/standing.ts'
import { seeOther } from './see-other.ts'

export interface CallbackDeps {
  config: Config
  events: Events
  limits: Limits
  providers: Providers
  transactions: Transactions
  resources: readonly ResourceNeeds[]
  completeSignIn(callback: URL, transaction: Transaction, provider: Provider): Promise<SignIn>
  /** After a step-up, what the new session takes over; for anybody but the same person it throws. */
  returnFromStepUp(transaction: Transaction, signIn: SignIn): Promise<Raised | undefined>
  beginSession(ctx: Context, signIn: SignIn, scope: string, raised?: Raised): Promise<void>
  endSession(id: string, reason: 'replaced', ref?: string): Promise<void>
}

/** A code may be as long as a URL, and a signed response adds a little (CB-07). */
const formBytesLimit = 32 * 1024

export function finishLogin(deps: CallbackDeps): Middleware {
  const { config, events, providers } = deps
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    ctx.set('Referrer-Policy', 'no-referrer') // this URL holds the code (RFC 9700 §4.2.4)
    await deps.limits.callback?.admit(ctx) // the transaction stays as it was, for another try
    let returnTo: string | undefined
    try {
      const response = await responseIn(ctx)
      const transaction = await transactionOf(deps, ctx, response)
      returnTo = transaction.returnTo
      const provider = providers.of(transaction.issuer)
      if (provider === undefined) throw loginError('issuer') // no more in the settings
      const callback = new URL(redirectUri(config))
      const isOneOfSeveral = providers.all.length > 1
      callback.search = (await provenParameters(response, provider, isOneOfSeveral)).toString()
      const signIn = await deps.completeSignIn(callback, transaction, provider)
      tellNarrowed(deps, ctx, signIn)
      const raised = await deps.returnFromStepUp(transaction, signIn)
      const replaced = replacedBy(transaction, standingOf(ctx))
      await deps.beginSession(ctx, signIn, scopeOf(provider.oidc, deps.resources), raised)
      for (const id of replaced) await deps.endSession(id, 'replaced', ctx.state.ref)
      seeOther(ctx, returnTo)
    } catch (error) {
      throw told(events, ctx, error, returnTo)
    }
  }
}

/**
 * A form is taken from a visit of a page only: its cookie is the one that comes along from frames and scripts
 * of other sites as well, and neither has any business here.
 */
async function responseIn(ctx: Context): Promise<AuthorizationResponse> {
  if (ctx.method !== 'POST') {
    return { way: 'query', parameters: new URLSearchParams(ctx.querystring) }
  }
  const why = strangeVisit(ctx.headers)
  if (why !== undefined) throw new Problem('cross-site-request', { why })
  return { way: 'form', parameters: await formBody(ctx, formBytesLimit) }
}

/** Before anything else is called: is this ours, this browser's, and unused? */
async function transactionOf(deps: CallbackDeps, ctx: Context, response: AuthorizationResponse) {
  const state = stateIn(response)
  const transaction =
    state === undefined ? undefined : await deps.transactions.take(ctx, 'login', state)
  if (transaction === undefined) throw loginError('state')
  return transaction
}

/**
 * What ends with the new session (SC-08): the one that was there when this began, by name, because a Strict
 * cookie does not come along from another site; and the one whose cookie did come, where all of it began in
 * the address bar. Mostly they are the same.
 */
function replacedBy({ previousSession }: Transaction, standing: Standing): Set<string> {
  const ids = [previousSession, standing.signedIn ? standing.id : undefined]
  return new Set(ids.filter((id) => id !== undefined))
}

/** Not a failure: what the API can do without it, it knows best. But nobody should have to guess. */
function tellNarrowed({ events, resources }: CallbackDeps, ctx: Context, { grant }: SignIn): void {
  const missing = missingTypes(detailsOf(resources), grant.authorizationDetails)
  if (missing.length === 0) return
  events.emit('login.narrowed', { types: missing.join(' ') }, ctx.state.ref)
}

function told(events: Events, ctx: Context, error: unknown, returnTo?: string): unknown {
  const why: LoginFailure | undefined = (error as Partial<LoginError>)?.why
  if (why === undefined) return error // a bug or an outage of ours: the safety net tells of it
  const { cause } = error as LoginError
  const problem = problemOf(why, cause, returnTo)
  events.emit('login.failed', { code: problem.code, why, cause }, ctx.state.ref)
  return problem
}
