/**
 * How surely somebody was recognised: the `acr` values this server gives (OpenID Connect Core §2), what
 * stands in `amr` beside each (RFC 8176), and whether a request asks for more than there is.
 */
export const oneFactor = 'urn:claimcheck:one-factor'
export const twoFactor = 'urn:claimcheck:two-factor'

export const amrOf = {
  [oneFactor]: ['pwd'],
  [twoFactor]: ['pwd', 'otp'],
}

/** `acr_values` stand in the order of preference: the first one that we know counts (§3.1.2.1). */
export function asksForTwoFactor(acrValues: unknown): boolean {
  if (typeof acrValues !== 'string') return false
  return acrValues.split(' ').find((acr) => acr === oneFactor || acr === twoFactor) === twoFactor
}
