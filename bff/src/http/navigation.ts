/**
 * Is a person looking at this request, or a script? A page visit is answered with a page or a redirect, a
 * script with JSON. `Sec-Fetch-Mode` says it plainly and page script cannot forge it; browsers without fetch
 * metadata are told by an `Accept` that names HTML first, as theirs does on navigations and only there.
 */
import type { IncomingHttpHeaders } from 'node:http'

/** What `isNavigation` decides by, for `Vary` (RFC 9110 §12.5.5). */
export const navigationVary = 'Sec-Fetch-Mode, Accept'

export function isNavigation(headers: IncomingHttpHeaders): boolean {
  const mode = headers['sec-fetch-mode']
  if (mode !== undefined) return mode === 'navigate'
  return headers.accept?.trimStart().startsWith('text/html') ?? false
}

/**
 * Why this is no visit of a page by a person, as fetch metadata tells it: a script, or a frame. Where it is
 * absent we let it pass: old browsers, and other clients that do not say.
 */
export function strangeVisit(
  headers: IncomingHttpHeaders,
): 'not-a-navigation' | 'not-a-document' | undefined {
  const mode = headers['sec-fetch-mode']
  const destination = headers['sec-fetch-dest']
  if (mode !== undefined && mode !== 'navigate') return 'not-a-navigation'
  return destination === undefined || destination === 'document' ? undefined : 'not-a-document'
}
