/**
 * The names of further authorization servers, as they stand in the middle of their settings' names. Not
 * one that would make two settings one: with `client`, OIDC_CLIENT_ID would be its `ID` and ours.
 */
const pattern = /^[a-z][a-z0-9]{1,19}$/
/** The first words of our own names after `OIDC_`, and what would look like them. */
const taken =
  /^(profile|issuer|tenants|client|scope|authorize|id|par|request|response|dpop|userinfo|logout|frontchannel|clock|timeout|ca|display|account|provider|providers)$/

export function providerNamesFault(list: string): string | undefined {
  const names = providerNames(list)
  if (names.some((name) => !pattern.test(name))) {
    return 'must be lower-case names of letters and digits with a comma between them'
  }
  if (new Set(names).size < names.length) return 'must name each one once'
  const bad = names.some((name) => taken.test(name))
  return bad
    ? 'must not use the first word of another setting as a name (client, id, …)'
    : undefined
}

export function providerNames(list: string): string[] {
  return list === '' ? [] : list.split(',').map((name) => name.trim())
}
