/**
 * Which paths lead to a door that acts on the session: everything under `/auth` and `/api`. The doorman, the
 * headers, the problem page and the web app all ask here, so none of them can draw the line elsewhere.
 *
 * Upper case counts as well: the router may match `/AUTH/session`, and a guard must not be stricter about
 * spelling than what it guards.
 */
const doorPath = /^\/(?:auth|api)(?:\/|$)/i

/** As it came over the wire, and in the one spelling that the table of APIs has. */
export function isApiPath(target = ''): boolean {
  return target.startsWith('/api/')
}

export function isDoorPath(path: string): boolean {
  return doorPath.test(path)
}
