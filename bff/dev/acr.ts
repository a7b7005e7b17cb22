/**
 * How surely somebody was recognised: the `acr` values (OpenID Connect Core §2) that the authorization
 * server gives and the APIs may ask for.
 */
export const oneFactor = 'urn:claimcheck:one-factor'
export const twoFactor = 'urn:claimcheck:two-factor'
