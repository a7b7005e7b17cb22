/**
 * GET /auth/callback?code&state&iss → 303 to where the person was going
 *
 * Finishes a sign-in: takes the transaction of this browser, once; checks that the response comes from
 * the issuer it went to; redeems the code; makes a session with a new id. Whatever goes wrong, the
 * transaction is used up, no session is made, and the person lands on a page with a code and nothing of
 * what the authorization server said (CB-08). No token is ever in this URL, and the code leaves it with
 * the redirect.
 */
import type { Config } from '../config/config.ts'
import type { Events, LoginFailure } from '../events.ts'
import type { Context, Middleware } from '../http/context.ts'
import { redirectUri, scopeOf } from '../oauth/authorization-request.ts'
import type { Provider, Providers } from '../oauth/providers.ts'
import type { ResourceNeeds } from '../oauth/resource-needs.ts'
import { type LoginError, type SignIn, loginError, problemOf } from '../oauth/sign-in.ts'
import type { Transaction, Transactions } from '../oauth/transaction.ts'
import { seeOther } from './see-other.ts'

export interface CallbackDeps {
  config: Config
  events: Events
  providers: Providers
  transactions: Transactions
  resources: readonly ResourceNeeds[]
  completeSignIn(callback: URL, transaction: Transaction, provider: Provider): Promise<SignIn>
  beginSession(ctx: Context, signIn: SignIn, requestedScope: string): Promise<void>
  endSession(id: string, reason: 'replaced', ref?: string): Promise<void>
}

export function finishLogin(deps: CallbackDeps): Middleware {
  const { config, events } = deps
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    ctx.set('Referrer-Policy', 'no-referrer') // this URL holds the code (RFC 9700 §4.2.4)
    let returnTo: string | undefined
    try {
      const transaction = await transactionOf(deps, ctx)
      returnTo = transaction.returnTo
      const provider = providerOf(deps, ctx, transaction)
      const callback = new URL(redirectUri(config) + ctx.search)
      const signIn = await deps.completeSignIn(callback, transaction, provider)
      await deps.beginSession(ctx, signIn, scopeOf(provider.oidc, deps.resources))
      // The Strict cookie did not come along from the other site, so the old session ends by name (SC-08).
      if (transaction.previousSession !== undefined) {
        await deps.endSession(transaction.previousSession, 'replaced', ctx.state.ref)
      }
      seeOther(ctx, returnTo)
    } catch (error) {
      throw told(events, ctx, error, returnTo)
    }
  }
}

/** Before anything else is called: is this ours, this browser's, and unused? */
async function transactionOf(deps: CallbackDeps, ctx: Context): Promise<Transaction> {
  const parameters = new URLSearchParams(ctx.querystring)
  const states = parameters.getAll('state')
  const [state] = states
  if (state === undefined || states.length > 1) throw loginError('state')
  const transaction = await deps.transactions.take(ctx, 'login', state)
  if (transaction === undefined) throw loginError('state')
  return transaction
}

/**
 * RFC 9207 §2.4: mix-up – the code may come from another server than the one it would be sent to. Where
 * there are several, or in FAPI 2.0 (§5.3.3.2-4), a response that does not say whose it is is refused.
 */
function providerOf({ config, providers }: CallbackDeps, ctx: Context, { issuer }: Transaction) {
  const provider = providers.of(issuer) // gone when it was taken out of the settings meanwhile
  if (provider === undefined) throw loginError('issuer')
  // Compared as it stands, decoded once.
  const said = new URLSearchParams(ctx.querystring).getAll('iss')
  const mustSay = config.providers.length > 1 || provider.oidc.profile === 'fapi2'
  if (said.length === 0 && mustSay) throw loginError('issuer')
  if (said.some((iss) => iss !== issuer)) throw loginError('issuer')
  return provider
}

function told(events: Events, ctx: Context, error: unknown, returnTo?: string): unknown {
  const why: LoginFailure | undefined = (error as Partial<LoginError>)?.why
  if (why === undefined) return error // a bug or an outage of ours: the safety net tells of it
  const { cause } = error as LoginError
  const problem = problemOf(why, cause, returnTo)
  events.emit('login.failed', { code: problem.code, why, cause }, ctx.state.ref)
  return problem
}
