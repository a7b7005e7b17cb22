/**
 * POST /auth/backchannel-logout, logout_token=… → 200
 *
 * The authorization server says, server to server, that somebody has signed out there (OpenID Connect
 * Back-Channel Logout §2.5). The token is the whole proof: no cookie, no CSRF header, and other fields do
 * not count. It refuses long bodies, other types, a second token, and every token with a fault.
 *
 * What proves nothing is limited (RATE_LIMIT_BACKCHANNEL_LOGOUT), by address: one count for all could be used
 * up to keep real logouts out, and a real one is not counted. It costs a signature check at the most, seldom a
 * look for keys (provider-keys.ts), and nothing in the store.
 *
 * 200 when it is done, also when there was nothing left to do; 400 whatever went wrong, a store that is
 * down included, since §2.8 knows no other answer. What was wrong stands in the log and not in the answer.
 */
import type { Events } from '../events.ts'
import type { ProviderLogoutRefusal } from '../events/provider-words.ts'
import type { Context, Middleware } from '../http/context.ts'
import { formBody } from '../http/limits.ts'
import { Problem } from '../http/problem.ts'
import type { Limits } from '../limits/limits.ts'
import type { Providers } from '../oauth/providers.ts'
import type { EndNamedSessions } from '../session/provider-logout.ts'

export interface BackchannelLogoutDeps {
  endNamedSessions: EndNamedSessions
  events: Events
  limits: Limits
  providers: Pick<Providers, 'behind'>
}

/** Ten times an ordinary logout token. */
const limitBytes = 16 * 1024

interface Refusal {
  why: ProviderLogoutRefusal
  cause?: unknown
}

export function backchannelLogout(deps: BackchannelLogoutDeps): Middleware {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store') // §2.8
    const gate = deps.limits['backchannel-logout']
    await gate?.admit(ctx)
    const refusal = await carryOut(deps, ctx).catch((cause): Refusal => ({ why: 'failed', cause }))
    ctx.status = refusal === undefined ? 200 : 400
    ctx.body = refusal === undefined ? '' : { error: 'invalid_request' }
    if (refusal === undefined || refusal.why === 'failed') gate?.forgive(ctx)
    if (refusal === undefined) return
    const { ref } = ctx.state
    deps.events.emit('logout.provider-refused', { channel: 'back', ...refusal }, ref)
  }
}

async function carryOut(
  { endNamedSessions, events, providers }: BackchannelLogoutDeps,
  ctx: Context,
): Promise<Refusal | undefined> {
  const text = await readToken(ctx)
  if (text === undefined) return { why: 'request' }
  const { logoutTokens } = providers.behind(text)
  const token = await logoutTokens.verify(text)
  if ('why' in token) return token
  if (await logoutTokens.isUsed(token)) return { why: 'replay' }

  const sessions = await endNamedSessions(token, 'back-channel', ctx.state.ref)
  if (!(await logoutTokens.markUsed(token))) return { why: 'replay' }
  const by = token.sid === undefined ? 'sub' : 'sid'
  events.emit('logout.provider', { channel: 'back', by, sessions }, ctx.state.ref)
  return undefined
}

/** @returns undefined unless this is a small form with exactly one token */
async function readToken(ctx: Context): Promise<string | undefined> {
  try {
    const [token, ...more] = (await formBody(ctx, limitBytes)).getAll('logout_token')
    return more.length === 0 ? token : undefined
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    // Of a body that is too long the rest is still on its way: this connection is of no more use.
    ctx.set(thrown.options.headers ?? {})
    return undefined
  }
}
