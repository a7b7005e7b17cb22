/**
 * Judges the URLs an operator writes. Every check returns the reason a URL is refused, or nothing; it
 * never repeats the URL, which may carry a password. What the URLs are good for is left to their readers.
 */

/** The browser's own spelling is required, since `Origin` headers are compared with it as text. */
export function appOriginFault(value: string): string | undefined {
  const url = parse(value)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must be a web origin'
  if (url.origin !== value) {
    return 'must be an origin as browsers spell it: scheme, lower-case host and port, no default port, nothing after it'
  }
  return plainHttpFault(url)
}

/**
 * OIDC Discovery §3: an issuer is an https URL without query or fragment. Only judged, never normalised:
 * it is compared character by character later, and a final slash counts (OIDC Core §3.1.3.7).
 */
export function issuerFault(value: string): string | undefined {
  return baseUrlFault(value)
}

/** Path and query of each request are put behind this one, so it may not bring a query of its own. */
export function resourceUrlFault(value: string): string | undefined {
  return baseUrlFault(value)
}

/** A page for people to follow a link to. */
export function linkFault(value: string): string | undefined {
  const url = parse(value)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must be an https URL'
  if (url.username !== '' || url.password !== '') return 'must not carry credentials (…@)'
  return plainHttpFault(url)
}

/** RFC 8707 §2: an absolute URI without fragment. It names an API and is not fetched, so any scheme will do. */
export function indicatorFault(value: string): string | undefined {
  if (parse(value) === undefined) return 'must be an absolute URI'
  return value.includes('#') ? 'must not have a fragment (#…)' : undefined
}

function baseUrlFault(value: string): string | undefined {
  const url = parse(value)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must be an https URL'
  if (url.username !== '' || url.password !== '') return 'must not carry credentials (…@)'
  // Not `url.search`: a lone `?` leaves that empty and would still end up in the middle of a URL.
  if (/[?#]/.test(value)) return 'must have neither query (?…) nor fragment (#…)'
  return plainHttpFault(url)
}

function plainHttpFault(url: URL): string | undefined {
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return undefined
  return 'must use https; http is for loopback hosts only (localhost, 127.0.0.1, [::1])'
}

/** RFC 8252 §8.3: traffic to these hosts does not leave the machine, so `http` gives nothing away. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/** `new URL` silently mends blanks, tabs and backslashes: what it connects to is not what was written. */
function parse(value: string): URL | undefined {
  if (/[\s\\]/.test(value) || !URL.canParse(value)) return undefined
  return new URL(value)
}
