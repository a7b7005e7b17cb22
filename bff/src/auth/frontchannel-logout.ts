/**
 * GET /auth/frontchannel-logout?iss&sid → 200, a page that says so
 *
 * The authorization server shows this in a frame while somebody signs out there (OpenID Connect
 * Front-Channel Logout §2). Our cookie does not come along, since browsers withhold it in frames of other
 * sites; `sid` finds the session. Both parameters must be there, once, and name our issuer and a session
 * we know, because everybody's page can send a browser here (§4.1). An unknown `sid` gets the same page
 * as a known one, so that nobody can try them out. Only the authorization server may frame it (security-headers.ts).
 *
 * Off unless switched on: a frame that is blocked, or a tab that is closed, leaves the session alive.
 * Back-channel logout has neither weakness.
 */
import type { Events } from '../events.ts'
import type { Context, Middleware } from '../http/context.ts'
import type { Providers } from '../oauth/providers.ts'
import type { EndNamedSessions } from '../session/provider-logout.ts'

export interface FrontchannelLogoutDeps {
  providers: Pick<Providers, 'of'>
  endNamedSessions: EndNamedSessions
  events: Events
}

export function frontchannelLogout({
  endNamedSessions,
  events,
  providers,
}: FrontchannelLogoutDeps): Middleware {
  return async (ctx) => {
    const { ref } = ctx.state
    const parameters = new URLSearchParams(ctx.querystring)
    const [iss, sid] = [only(parameters, 'iss'), only(parameters, 'sid')]
    const mayEnd = iss !== undefined && providers.of(iss)?.oidc.frontchannelLogout === true
    if (!mayEnd || !sid) {
      const why = iss !== undefined && sid ? 'iss' : 'request'
      events.emit('logout.provider-refused', { channel: 'front', why }, ref)
      return answer(ctx, 400, 'Nobody was signed out.')
    }
    const sessions = await endNamedSessions({ iss, sid }, 'front-channel', ref)
    events.emit('logout.provider', { channel: 'front', by: 'sid', sessions }, ref)
    answer(ctx, 200, 'You are signed out.')
  }
}

/** RFC 6749 §3.1: a parameter that stands twice says two things, so it says nothing. */
function only(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  return more.length === 0 ? value : undefined
}

function answer(ctx: Context, status: number, words: string): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.status = status
  ctx.type = 'html'
  ctx.body = `<!doctype html><html lang="en"><title>${words}</title><p>${words}`
}
