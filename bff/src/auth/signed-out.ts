/**
 * GET /auth/signed-out?state → 303 to the signed-out page
 *
 * The way back from the authorization server's end-session endpoint. Nothing is ended here: that was done
 * before the browser left. What is checked is that this is our own return (RP-Initiated Logout §4);
 * a missing or different `state` is refused and nothing relies on it.
 */
import type { Middleware } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import type { Transactions } from '../oauth/transaction.ts'
import { seeOther } from './see-other.ts'

export function finishLogout(transactions: Transactions): Middleware {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    const [state = '', ...others] = new URLSearchParams(ctx.querystring).getAll('state')
    const transaction =
      others.length === 0 ? await transactions.take(ctx, 'logout', state) : undefined
    if (transaction === undefined) throw new Problem('request-malformed', { why: 'logout-state' })
    seeOther(ctx, transaction.returnTo)
  }
}
