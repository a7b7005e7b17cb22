/** What liars do to ID tokens and to other sets of members: small functions, to be read in a lie. */

/** Takes members away: `idTokenClaims: without('sub')`. */
export function without(...names: string[]) {
  return <Members extends object>(members: Members): Members =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name))) as Members
}

/** The same claims with an empty signature; `alg` is "none" in one spelling or another (RFC 8725 §2.1). */
export function unsigned(jwt: string, alg: string, typ?: string): string {
  const [, payload] = jwt.split('.')
  return `${Buffer.from(JSON.stringify({ alg, typ })).toString('base64url')}.${payload}.`
}

/** Flips one bit in the middle of the signature. */
export function withBrokenSignature(jwt: string): string {
  const [header, payload, signature = ''] = jwt.split('.')
  const octets = Buffer.from(signature, 'base64url')
  const middle = octets.length >> 1
  octets[middle] = (octets[middle] ?? 0) ^ 1
  return `${header}.${payload}.${octets.toString('base64url')}`
}

/** Sets a response parameter: `authorizationResponse: saying('iss', 'https://evil.example')`. */
export function saying(name: string, value: string) {
  return (response: URLSearchParams): URLSearchParams => {
    response.set(name, value)
    return response
  }
}

/** Leaves a response parameter out. */
export function silentOn(name: string) {
  return (response: URLSearchParams): URLSearchParams => {
    response.delete(name)
    return response
  }
}

/** The authorization endpoint answers with this error instead of a code (OIDC Core §3.1.2.6). */
export function failingWith(error: string, more: Record<string, string> = {}) {
  return (response: URLSearchParams): URLSearchParams => {
    const kept = Object.fromEntries(response)
    delete kept.code
    return new URLSearchParams({ ...kept, error, ...more })
  }
}

/** The metadata names these algorithms for ID tokens, whatever the liar signs with. */
export function announcing(...algorithms: string[]) {
  return (document: object) => ({
    ...document,
    id_token_signing_alg_values_supported: algorithms,
  })
}
