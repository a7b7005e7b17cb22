/** What a resource server asks of its access token: whose it is (RFC 8707) and what it may do. */
import type { AuthorizationDetail } from './authorization-details.ts'

export interface ResourceNeeds {
  indicator?: string
  /** What the authorization server calls it, where it knows no indicators (RFC 8693 §2.1). */
  audience?: string
  scope?: string
  /** Where a scope is too coarse (RFC 9396). */
  authorizationDetails?: readonly AuthorizationDetail[]
  /** How its token is had, where it is not simply the person's (api/policy.ts). */
  token?: string
}

/** Under which name a resource's token stands in the token set. */
export function resourceKey(resource: ResourceNeeds): string {
  return resource.indicator ?? ''
}

/** The parameters of a token request for this resource. */
export function resourceParameters({ indicator, scope }: ResourceNeeds): Record<string, string> {
  if (indicator === undefined) return {} // one token for all: the server's default, nothing to narrow
  return { resource: indicator, ...(scope === undefined ? {} : { scope }) }
}
