/**
 * The one way to build a path of an API from data. Every segment is encoded, and dot segments are refused,
 * so that an id like `../../auth/logout` reaches the API as an odd id or nobody at all, never another
 * route of ours (client-side request forgery, ASVS 1.2.2).
 */
import { paths } from 'shared/paths'

export function apiPath(resource: string, ...segments: string[]): string {
  return [paths.api, ...[resource, ...segments].map(encodeSegment)].join('/')
}

/**
 * Encoding alone is not enough: `encodeURIComponent` leaves `..` as it is, and a URL parser reads even
 * `%2e%2e` as "one up" (WHATWG URL, "double-dot path segment"). An empty segment would name the list.
 */
export function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') {
    throw new Error(`"${segment}" cannot be part of an API path.`)
  }
  return encodeURIComponent(segment)
}
