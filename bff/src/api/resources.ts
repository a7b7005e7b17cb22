/**
 * The resource table: every API behind the counter, one typed entry each, and the entry decides all that
 * the door enforces (policy.ts has the words). A path without an entry does not exist (PX-01), an entry has
 * no optional protection. Where each API is comes from the configuration; `joinResources` brings the two
 * together at start and refuses an entry without a URL, a URL without an entry, and an API that is ourselves.
 *
 * One more API: add an entry here and set RESOURCE_<NAME>_URL. What the entry comes to: `pnpm routes`.
 */
import type { ResourceConfig } from '../config/config.ts'
import type { AuthorizationDetail } from '../oauth/authorization-details.ts'
import { exchangesForNothing } from '../oauth/token-modes.ts'
import type { ResourcePolicy, RoutePolicy } from './policy.ts'
import { policyFaults } from './policy-faults.ts'
import { readPattern } from './routes.ts'

export type { ResourcePolicy }

export const resourceTable = {
  notes: {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    token: 'user',
    bodyLimitBytes: 1024 * 1024,
    headersTimeoutMs: 30_000,
    idleTimeoutMs: 60_000,
    callsPerSession: 200,
    callsAtOnce: 4_096,
    rate: 'ordinary',
    requestHeaders: [],
    responseHeaders: [],
    trailers: [],
    cache: 'no-store',
    setCookies: [],
    webSocket: false,
    http: 1,
    clientAddress: 'told',
  },
} as const satisfies Record<string, ResourcePolicy>

/** What the settings RESOURCE_<NAME>_… may be about. */
export const resourceNames: readonly string[] = Object.keys(resourceTable)

type Place = { origin: string; pathPrefix: string } & Omit<ResourceConfig, 'url'>

/** An API, or a path of it with rules of its own: policy and place, complete. */
export interface Resource extends RoutePolicy, Place {
  name: string
  /** `/api/<name>` and the path in the table, for the log. */
  route: string
  http: ResourcePolicy['http']
  clientAddress: ResourcePolicy['clientAddress']
  authorizationDetails?: readonly AuthorizationDetail[]
  routes: readonly Route[]
}

export interface Route {
  /** Lower-case segments; '' stands for any one. */
  pattern: readonly string[]
  resource: Resource
}

export function joinResources(
  table: Readonly<Record<string, ResourcePolicy>>,
  configured: Readonly<Record<string, ResourceConfig>>,
  appOrigin: string,
): Map<string, Resource> {
  for (const name of Object.keys(configured)) {
    if (!Object.hasOwn(table, name)) {
      throw new Error(`There is a URL for "${name}": add it to the table in api/resources.ts.`)
    }
  }
  const resources = new Map<string, Resource>()
  for (const [name, policy] of Object.entries(table)) {
    const faults = policyFaults(name, policy)
    if (faults.length > 0) throw new Error(`In api/resources.ts: ${faults.join(' ')}`)
    const where = Object.hasOwn(configured, name) ? configured[name] : undefined
    if (where === undefined) {
      throw new Error(`Nobody says where "${name}" is: set its URL (RESOURCE_<NAME>_URL).`)
    }
    resources.set(name, join(name, policy, place(name, where, appOrigin)))
  }
  return resources
}

function join(name: string, { routes = {}, ...policy }: ResourcePolicy, where: Place): Resource {
  const route = `/api/${name}`
  if (policy.http === 2 && !where.origin.startsWith('https:')) {
    throw new Error(
      `"${name}" speaks HTTP/2, which takes an https URL: browsers and we know no other way.`,
    )
  }
  const whole: Resource = { ...policy, ...where, name, route, routes: [] }
  const parts = Object.entries(routes).map(([path, own]) => ({
    pattern: readPattern(path),
    resource: { ...whole, ...own, route: route + path },
  }))
  const joined = { ...whole, routes: parts }
  if (exchangesForNothing(joined)) {
    throw new Error(
      `"${name}" has tokens exchanged: set RESOURCE_<NAME>_INDICATOR or …_AUDIENCE, so that they are for it.`,
    )
  }
  return joined
}

/** The URL was judged when the configuration was read (config/urls.ts); here it is only taken apart. */
function place(name: string, { url, ...rest }: ResourceConfig, appOrigin: string): Place {
  const { origin, pathname } = new URL(url)
  // RFC 9110 §7.6: no endless loop. The way back by another host name is cut by Via (api/headers.ts).
  if (origin === new URL(appOrigin).origin) {
    throw new Error(`The URL of "${name}" is our own origin: give the API's, not the web app's.`)
  }
  return { ...rest, origin, pathPrefix: pathname.replace(/\/+$/, '') }
}
