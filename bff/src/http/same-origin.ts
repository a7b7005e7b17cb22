/**
 * The doorman: may this request act on the session cookie? After this room every request at `/auth` and `/api`
 * was sent by our own pages, or stands on the short list of routes that other sites may navigate to and that
 * bring their own proof. He decides by method, `Sec-Fetch-Site`, `Origin` and `X-CSRF`, before any session,
 * token or resource server is touched, and never by the cookie: SameSite lets sibling subdomains through.
 *
 * Our own origin comes from the configuration; `Host` is the caller's to choose. There is no CORS: a preflight
 * from elsewhere is refused like any other request and gets no allow header.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { csrfHeader, paths } from 'shared/paths'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Middleware } from './context.ts'
import { isDoorPath } from './doors.ts'
import { isUpgrade } from './handshake.ts'
import { Problem } from './problem.ts'
import { responseOf } from './response.ts'
import { hasTicket, mayUseTicket } from './ticket-target.ts'

/** @param callbackByForm whether an authorization server answers by a form that the browser posts here */
export function sameOrigin(
  config: Pick<Config, 'appOrigin'>,
  events: Events,
  callbackByForm = false,
): Middleware {
  return (ctx, next) => {
    if (!isDoorPath(ctx.path)) return next()
    // RFC 9110 §12.5.5: a cache must not give one caller's answer to another kind of caller.
    responseOf(ctx.res).usualVary = decidesBy
    // It brings its own proof, made for this one request (session/tickets.ts).
    if (hasTicket(ctx.req) && mayUseTicket(ctx.req)) return next()
    const why = isUpgrade(ctx.req)
      ? socketReason(ctx.headers, config.appOrigin)
      : crossSiteReason(ctx, config.appOrigin, callbackByForm)
    if (why === undefined) return next()
    events.emit('request.cross-site', { why }, ctx.state.ref)
    throw new Problem('cross-site-request')
  }
}

const decidesBy = 'Origin, Sec-Fetch-Site, X-CSRF'

export type CrossSiteReason =
  | 'site-foreign' // the browser says that another site asked
  | 'origin-foreign'
  | 'origin-missing' // a form post or a WebSocket that does not say where it comes from
  | 'header-missing' // no X-CSRF, nor fetch metadata that would do instead
  | 'site-unproven' // a report without any word on where it comes from

export interface Asked {
  method: string
  path: string
  headers: IncomingHttpHeaders
}

/** The one decision. @returns why this request is not ours, or undefined when it is. */
export function crossSiteReason(
  asked: Asked,
  appOrigin: string,
  callbackByForm = false,
): CrossSiteReason | undefined {
  const { method, headers } = asked
  const { origin } = headers
  const proof = proofFor(asked, callbackByForm)
  if (proof === 'own') return undefined

  const site = siteOf(headers)
  const fromHere = site === 'same-origin'
  // A user agent may say `none` (typed, bookmarked) – but then nobody's page is sending an unsafe request.
  const mayCome = fromHere || site === undefined || (site === 'none' && isSafe(method))
  if (!mayCome) return 'site-foreign'
  // Character by character: `null`, another port or scheme, upper case and look-alikes are all foreign.
  if (origin !== undefined && origin !== appOrigin) return 'origin-foreign'

  if (proof === 'report') return fromHere || origin !== undefined ? undefined : 'site-unproven'
  // Only script of our own origin can set this header without a preflight (RFC 10017 §6.1.3.3.2).
  if (headers[csrfHeader.name] === csrfHeader.value) return undefined
  if (proof === 'form') return origin === undefined ? 'origin-missing' : undefined
  // Downloads, images and EventSource cannot set a header; what the browser says of them is as good.
  return isSafe(method) && site !== undefined ? undefined : 'header-missing'
}

/**
 * A WebSocket handshake can set no header of ours, and CORS does not hold it back: the browser's `Origin` is
 * the one proof there is, so it must be there and be ours (RFC 6455 §10.2, XB-13).
 */
function socketReason({ origin }: IncomingHttpHeaders, appOrigin: string) {
  if (origin === undefined) return 'origin-missing'
  return origin === appOrigin ? undefined : 'origin-foreign'
}

/**
 * What a request to this route has to show. `own`: nothing here, the route itself checks (state, logout
 * state, the wish to sign in). `form`: a form of ours. `report`: sent by the browser itself, which sets no
 * header for us. Everything else, known or not, must come from our script.
 */
function proofFor(
  { method, path }: Asked,
  callbackByForm: boolean,
): 'own' | 'form' | 'report' | 'script' {
  if (openToOthers[path]?.includes(method)) return 'own'
  if (callbackByForm && method === 'POST' && path === paths.callback) return 'own'
  if (method !== 'POST') return 'script'
  if (path === paths.logout) return 'form'
  return path === paths.cspReport ? 'report' : 'script'
}

/** The only routes another site may send a browser to, and how. */
const openToOthers: Record<string, readonly string[]> = {
  [paths.login]: ['GET', 'POST'], // third-party initiated login (OIDC Core §4)
  [paths.callback]: ['GET'], // the authorization server sends people back
  [paths.backchannelLogout]: ['POST'], // it says so by itself, with a signed token
  [paths.frontchannelLogout]: ['GET'], // or in a frame, with a name only it and we know
  [paths.jwks]: ['GET', 'HEAD'], // our public keys are everybody's
  [paths.postLogout]: ['GET'], // and after its own sign-out (RP-Initiated Logout §3)
}

/** RFC 9110 §9.2.1. OPTIONS too: a preflight has no header to show, but says its `Origin`. */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

type Site = 'same-origin' | 'same-site' | 'cross-site' | 'none'

/** Fetch Metadata §2.3: a value we do not know counts as absent. `same-site` counts as foreign: a sibling is not us. */
function siteOf(headers: IncomingHttpHeaders): Site | undefined {
  const value = headers['sec-fetch-site']
  if (value === 'same-origin' || value === 'none') return value
  return value === 'same-site' || value === 'cross-site' ? value : undefined
}
