/** OIDC_TENANTS: whose people come in where one authorization server is many tenants'. Names are not taken. */
const tenantId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

export function tenantsFault(list: string): string | undefined {
  const ids = tenants(list)
  if (!ids.every((id) => tenantId.test(id))) {
    // A domain can pass to somebody else, and an id cannot.
    return 'must be ids of tenants (f0e1d2c3-…) with a comma between them, not their domains'
  }
  return new Set(ids).size < ids.length ? 'must name each tenant once' : undefined
}

export function tenants(list: string): string[] {
  return list.split(',').map((id) => id.trim().toLowerCase())
}
