/**
 * GET of any page of the web app → `index.html`, with the session view inside when it is certain.
 *
 * So the first paint already knows who is there: no request, no flash of "signed out". The view stands in a
 * JSON data block, which no script policy needs an exception for. It refuses to guess: where the Strict cookie
 * may have been withheld the block is left out and the web app asks `GET /auth/session`, which gets it.
 * Scripts never get the page (a fetch of a missing file is a 404), nor do the doors under /auth and /api.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { sessionBlockId } from 'shared/paths'
import type { SessionView } from 'shared/session'
import type { Context, Middleware } from '../http/context.ts'
import { isDoorPath } from '../http/doors.ts'
import { isNavigation, navigationVary } from '../http/navigation.ts'
import { Problem } from '../http/problem.ts'

export interface IndexPageOptions {
  /** The built page; undefined when there is no build. Called once. */
  html: () => string | undefined
  /** What the browser may know of its standing; undefined to leave it out. */
  viewOf: (ctx: Context) => SessionView | undefined
}

export function indexPage({ html, viewOf }: IndexPageOptions): Middleware {
  const page = splitAtHeadEnd(html())
  return (ctx, next) => {
    if (isDoorPath(ctx.path) || !isPageVisit(ctx)) return next()
    ctx.state.route = 'page'
    if (page === undefined) throw new Problem('not-found', { why: 'web-not-built' })
    const view = viewOf(ctx)
    const mayTell = view !== undefined && mayInline(ctx.headers, view.status === 'signed-in')
    ctx.set('Cache-Control', 'no-store') // it names a person
    ctx.vary(`Cookie, Sec-Fetch-Site, ${navigationVary}`)
    ctx.type = 'html'
    ctx.body = page.before + (mayTell ? sessionBlock(view) : '') + page.after
  }
}

/**
 * Is the browser's standing certain? A living session proves itself. "Signed out" is certain only where a
 * Strict cookie would have been sent: not on the way back from the authorization server or from a link
 * elsewhere (6265bis §5.2), and not where the browser does not say.
 */
export function mayInline(headers: IncomingHttpHeaders, signedIn: boolean): boolean {
  const site = headers['sec-fetch-site']
  return signedIn || site === 'same-origin' || site === 'none'
}

function isPageVisit({ method, headers }: Context): boolean {
  return (method === 'GET' || method === 'HEAD') && isNavigation(headers)
}

function splitAtHeadEnd(html: string | undefined) {
  if (html === undefined) return undefined
  const at = html.indexOf('</head>')
  if (at < 0) throw new Error('index.html has no </head> to put the session view before.')
  return { before: html.slice(0, at), after: html.slice(at) }
}

/** Claims are somebody's own words: none may end the block (`<`) or, in an old parser, the line. */
function sessionBlock(view: SessionView): string {
  const json = JSON.stringify(view).replace(/[<\u2028\u2029]/g, escapeUnit)
  return `<script type="application/json" id="${sessionBlockId}">${json}</script>`
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
