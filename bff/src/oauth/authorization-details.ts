/**
 * Rich authorization requests (RFC 9396): what an API may be asked to do, said as data where a scope is too
 * coarse: this account, up to that amount. What is asked for stands in the resource table; the person may
 * grant less, and the server may add what it knows better, so what was granted is noted and compared.
 */
import type { ResourceNeeds } from './resource-needs.ts'

/** §2: `type` says how to read the rest; the rest is between the API and its authorization server. */
export interface AuthorizationDetail {
  readonly type: string
  readonly [member: string]: unknown
}

/** Of all APIs, since there is one authorization request. */
export function detailsOf(resources: Iterable<ResourceNeeds>): AuthorizationDetail[] {
  return [...resources].flatMap(({ authorizationDetails }) => authorizationDetails ?? [])
}

/** §7: from a token response. What is no list of them is none. */
export function grantedDetails(value: unknown): AuthorizationDetail[] | undefined {
  return Array.isArray(value) && value.every(isDetail) ? value : undefined
}

export function isDetail(value: unknown): value is AuthorizationDetail {
  return isObject(value) && typeof value['type'] === 'string' && value['type'] !== ''
}

/** @returns the types of what was asked for and is in nothing that was granted */
export function missingTypes(
  asked: readonly AuthorizationDetail[],
  granted: readonly AuthorizationDetail[] = [],
): string[] {
  const missing = asked.filter((detail) => !granted.some((each) => holds(each, detail)))
  return [...new Set(missing.map(({ type }) => type))]
}

/** Is all of it in there? §7.1: a server may enrich a detail, and lists may be longer and in another order. */
function holds(granted: unknown, asked: unknown): boolean {
  if (Array.isArray(asked)) {
    return Array.isArray(granted) && asked.every((one) => granted.some((each) => holds(each, one)))
  }
  if (!isObject(asked)) return granted === asked
  return isObject(granted) && Object.keys(asked).every((name) => holds(granted[name], asked[name]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
