/**
 * The resource table: every API behind the counter, one typed entry each, and the entry decides all that
 * the door enforces. A path without an entry does not exist (PX-01), an entry has no optional protection.
 * Where each API is comes from the configuration; `joinResources` brings the two together at start and
 * refuses an entry without a URL, a URL without an entry, and an API that is ourselves.
 *
 * One more API: add an entry here and set RESOURCE_<NAME>_URL.
 */
import type { ResourceConfig } from '../config/config.ts'
import { mayBeAdded } from './headers.ts'

/** TRACE would echo the token back to script, CONNECT would make us an open tunnel: not even sayable here. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'QUERY'

/** Whose token goes along: nobody's, the person's, or the person's when somebody is signed in. */
export type TokenMode = 'none' | 'user' | 'userOrNone'

export interface ResourcePolicy {
  methods: readonly Method[]
  token: TokenMode
  bodyLimitBytes: number
  /** How long the API may think before the first octet of its answer. */
  headersTimeoutMs: number
  /** How long it may fall silent between two chunks; 0 for streams. */
  idleTimeoutMs: number
  /** What passes beyond the lists in headers.ts, lower case. */
  requestHeaders: readonly string[]
  responseHeaders: readonly string[]
  /** `upstream`: the API's own cache-control, kept private when a token went along. */
  cache: 'no-store' | 'upstream'
  /** Names of cookies this API may set on our origin. It never gets them back: no Cookie header passes. */
  setCookies: readonly string[]
}

export interface Resource extends ResourcePolicy {
  name: string
  origin: string
  /** Empty, or a slash and no slash at the end. */
  pathPrefix: string
  indicator?: string
  scope?: string
}

export const resourceTable = {
  notes: {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    token: 'user',
    bodyLimitBytes: 1024 * 1024,
    headersTimeoutMs: 30_000,
    idleTimeoutMs: 60_000,
    requestHeaders: [],
    responseHeaders: [],
    cache: 'no-store',
    setCookies: [],
  },
} as const satisfies Record<string, ResourcePolicy>

/** What the settings RESOURCE_<NAME>_… may be about. */
export const resourceNames: readonly string[] = Object.keys(resourceTable)

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
    refuseBadPolicy(name, policy)
    const where = Object.hasOwn(configured, name) ? configured[name] : undefined
    if (where === undefined) {
      throw new Error(`Nobody says where "${name}" is: set its URL (RESOURCE_<NAME>_URL).`)
    }
    resources.set(name, { ...policy, name, ...place(name, where, appOrigin) })
  }
  return resources
}

function refuseBadPolicy(name: string, policy: ResourcePolicy): void {
  for (const header of [...policy.requestHeaders, ...policy.responseHeaders]) {
    if (!mayBeAdded(header)) {
      throw new Error(`"${name}" may not pass "${header}" (api/headers.ts): take it out.`)
    }
  }
  // PX-21: a resource server that could set our session cookie could swap people's sessions.
  for (const cookie of policy.setCookies) {
    if (/claimcheck/i.test(cookie)) {
      throw new Error(`"${name}" may not set the cookie "${cookie}", which is ours: take it out.`)
    }
  }
}

/** The URL was judged when the configuration was read (config/urls.ts); here it is only taken apart. */
function place(
  name: string,
  { url, ...rest }: ResourceConfig,
  appOrigin: string,
): Pick<Resource, 'origin' | 'pathPrefix' | 'indicator' | 'scope'> {
  const { origin, pathname } = new URL(url)
  // RFC 9110 §7.6: no endless loop. The way back by another host name is cut by Via (api/headers.ts).
  if (origin === new URL(appOrigin).origin) {
    throw new Error(`The URL of "${name}" is our own origin: give the API's, not the web app's.`)
  }
  return { ...rest, origin, pathPrefix: pathname.replace(/\/+$/, '') }
}
