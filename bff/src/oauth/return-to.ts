/**
 * The one judge of a return path: where a person lands after signing in or out. Only a path on our own
 * origin; everything else becomes the default, silently for the person and counted by the caller
 * (RFC 9700 §4.11.1: no open redirector).
 *
 * Why not only a URL parser: it forgives what browsers forgive differently. Why not only the first
 * characters: `/\evil.example` and `/<tab>/evil.example` start with one slash and lead to another origin.
 * So: look at the characters, parse, compare the origin, and give back only path, query and fragment.
 */

export const defaultReturnPath = '/'

const lengthLimit = 2048
// Control characters and backslashes: URL parsers drop or turn them, and what is left is another target.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0020\u007f\\]/

/** @returns the path to land on, or undefined if `value` is not a path on our own origin */
export function localPath(value: string, appOrigin: string): string | undefined {
  if (value.length > lengthLimit || unsafe.test(value)) return undefined
  if (!value.startsWith('/') || value.startsWith('//')) return undefined
  const url = URL.parse(value, appOrigin)
  if (url === null || url.origin !== appOrigin) return undefined
  // `/x/..//evil.example` normalises to a path that starts with two slashes.
  if (url.pathname.startsWith('//')) return undefined
  return url.pathname + url.search + url.hash
}

/** The same for `target_link_uri`, which is absolute (OpenID Connect Core §4). */
export function localTarget(value: string, appOrigin: string): string | undefined {
  if (unsafe.test(value)) return undefined
  const url = URL.parse(value)
  if (url === null) return localPath(value, appOrigin)
  if (url.origin !== appOrigin || url.username || url.password) return undefined
  return localPath(url.pathname + url.search + url.hash, appOrigin)
}
