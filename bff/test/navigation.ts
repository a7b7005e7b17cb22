/** What a browser says of where a navigation comes from (Fetch Metadata §2), and what SameSite makes of it. */
import type { SiteContext } from './cookie-jar.ts'

export type Site = 'none' | 'same-origin' | 'cross-site'

// A redirect chain that touched another site stays cross-site, whoever it ends with.
export function worse(a: Site, b: Site): Site {
  return a === 'cross-site' || b === 'cross-site' ? 'cross-site' : b
}

export function siteOf(from: string | undefined, to: URL): Site {
  if (from === undefined) return 'none'
  return new URL(from).hostname === to.hostname ? 'same-origin' : 'cross-site'
}

export function contextOf(site: Site, method: string): SiteContext {
  if (site !== 'cross-site') return 'same-site'
  return method === 'GET' ? 'cross-site-navigation' : 'cross-site'
}

export function navigationHeaders(
  url: URL,
  method: string,
  site: Site,
  from: string | undefined,
): Headers {
  return new Headers({
    accept: 'text/html,application/xhtml+xml',
    'sec-fetch-site': site,
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-user': '?1',
    ...(method === 'POST' ? { origin: new URL(from ?? url).origin } : {}),
  })
}
