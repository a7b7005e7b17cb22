/**
 * A problem, told in two voices. To a script: `application/problem+json` (RFC 9457) with the code, the title
 * from the closed table and the ref. To a person on a page visit: 303 to a page of the web app that gets the
 * code and nothing else, since anything more would be reflected input.
 *
 * Either way `Claimcheck-Refusal` says that this answer is ours and that nothing was forwarded; when
 * something was, `Claimcheck-Problem` says only that it is ours. No API can say either. Headers set below
 * survive (a Set-Cookie above all), but those that described the answer which now will not come do not.
 */
import { paths, problemHeader, refusalHeader } from 'shared/paths'
import { type ProblemBody, type ProblemCode, problems } from 'shared/problem'
import type { Config } from '../config/config.ts'
import type { Context } from './context.ts'
import { isDoorPath } from './doors.ts'
import { isNavigation, navigationVary } from './navigation.ts'
import type { Problem } from './problem.ts'

export function answerProblem(ctx: Context, problem: Problem, config: Pick<Config, 'appOrigin'>) {
  for (const name of abandonedHeaders) ctx.remove(name)
  ctx.set('Cache-Control', 'no-store')
  ctx.vary(navigationVary)
  ctx.set(problem.options.refusal === false ? problemHeader : refusalHeader, problem.code)
  for (const [name, value] of Object.entries(problem.options.headers ?? {})) ctx.set(name, value)
  // Only the doors redirect: were a document itself to fail, /problem might fail in the same way, for ever.
  if (isDoorPath(ctx.path) && isNavigation(ctx.headers)) sendToPage(ctx, problem)
  else sendJson(ctx, problem, config)
}

/** RFC 9110 §8: what describes a representation. The one described was never sent. */
const abandonedHeaders = [
  'Content-Type',
  'Content-Length',
  'Content-Encoding', // or the browser would try to unpack our JSON
  'Content-Language',
  'Content-Location',
  'Content-Range',
  'Content-Disposition', // or the problem would be saved as a file
  'Accept-Ranges',
  'ETag',
  'Last-Modified',
  'Transfer-Encoding',
  'Location',
]

function sendToPage(ctx: Context, problem: Problem) {
  ctx.status = 303
  // The URL that failed may hold a code or a state: the page must not learn it as its referrer.
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.set('Location', pageOf(problem, ctx.state.ref))
  ctx.body = ''
  ctx.remove('Content-Type')
}

/** These two are ordinary ends of a sign-in, not faults: the page to sign in again says them better. */
const endsOfLogin: ReadonlySet<ProblemCode> = new Set(['login-refused', 'login-expired'])

function pageOf({ code, options: { returnTo } }: Problem, ref: string): string {
  if (endsOfLogin.has(code)) {
    const kept = returnTo === undefined || returnTo === '/' ? {} : { returnTo }
    return `${paths.signedOutPage}?${new URLSearchParams({ reason: code, ...kept })}`
  }
  return `${paths.problemPage}?${new URLSearchParams({ code, ref })}`
}

/**
 * RFC 9110 §15.5.2: a 401 names a way to authenticate. Ours is a session, and that is what it says: browsers
 * open their password window for Basic and its kin, and for nothing that they do not know.
 */
const challenge = 'Session realm="claimcheck"'

function sendJson(ctx: Context, problem: Problem, { appOrigin }: Pick<Config, 'appOrigin'>) {
  const { code, status } = problem
  const { reason, retryAfter, acrValues, maxAge } = problem.options
  const body: ProblemBody = {
    // RFC 9457 §3.1.1: an absolute URI that explains the problem when a person opens it – our own page does.
    type: `${appOrigin}${paths.problemPage}?code=${code}`,
    title: problems[code].title,
    status,
    code,
    ref: ctx.state.ref,
    ...(reason !== undefined && { reason }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(acrValues !== undefined && { acrValues }),
    ...(maxAge !== undefined && { maxAge }),
  }
  ctx.status = status
  if (status === 401) ctx.set('WWW-Authenticate', challenge)
  if (retryAfter !== undefined) ctx.set('Retry-After', String(Math.ceil(retryAfter)))
  ctx.set('Content-Type', 'application/problem+json')
  ctx.body = JSON.stringify(body)
}
