/** What a resource server asks of its access token: whose it is (RFC 8707) and what it may do. */
export interface ResourceNeeds {
  indicator?: string
  scope?: string
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
