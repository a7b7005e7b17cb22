/**
 * Where a request may go, decided on the request target exactly as it came over the wire: no decoding, no
 * normalising, no URL parser, so the octets we judge are the octets the resource server gets (PX-03).
 * Koa's `ctx.path` and the router see a tidied copy; two readings of one path is how traversal works.
 *
 * Refuses everything but origin-form, and every spelling of a path that some server on the way could read
 * as leaving its prefix. Which methods and whose token: api.ts. Which host: fixed in line.ts.
 */
import { paths } from 'shared/paths'
import type { Resource } from './resources.ts'

/** Why a target is refused; a closed list for the log. */
export type TargetFlaw =
  | 'not-origin-form'
  | 'octets'
  | 'fragment'
  | 'backslash'
  | 'encoding'
  | 'encoded-slash'
  | 'encoded-control'
  | 'dot-segment'
  | 'double-slash'

/** `/api` and then `/`, `?` or the end: case counts, `/apiary` is not ours. */
const ours = new RegExp(`^${paths.api}(?:[/?]|$)`)
const parts = new RegExp(`^${paths.api}/([^/?]*)([^?]*)`)

/** Segments of unreserved characters, each with a first one that is no dot: nothing below could object. */
const plain = new RegExp(`^${paths.api}(?:/[\\w-][\\w.~-]*)+$`)

export function isApiTarget(target: string): boolean {
  return ours.test(target)
}

/** @returns the reason to refuse, or nothing */
export function flawOf(target: string): TargetFlaw | undefined {
  if (plain.test(target)) return undefined
  // RFC 9112 §3.2: absolute-form, authority-form and asterisk-form name, or could name, another host.
  if (!isApiTarget(target)) return 'not-origin-form'
  if (/[^\x21-\x7e]/.test(target)) return 'octets'
  if (target.includes('#')) return 'fragment'
  const query = target.indexOf('?')
  // The query stays as it is, malformed escapes and all: nothing in it can change where it goes (PX-14).
  return pathFlaw(query === -1 ? target : target.slice(0, query))
}

/** The resource's name: one path segment, compared with the table as it stands. */
export function resourceNameIn(target: string): string {
  return parts.exec(target)?.[1] ?? ''
}

/** What stands behind `/api/<name>`: nothing, or a path, or a query. */
export function restOf(target: string, name: string): string {
  return target.slice(paths.api.length + 1 + name.length)
}

/** The path to ask the resource server for: its prefix, then our own octets behind `/api/<name>`. */
export function upstreamPath(target: string, { name, pathPrefix }: Resource): string {
  const rest = restOf(target, name)
  return rest.startsWith('/') || pathPrefix !== '' ? pathPrefix + rest : `/${rest}`
}

/** The path with all its layers of escapes undone, as far as they stand for ASCII. */
export function innermost(path: string): string {
  const next = decodedOnce(path)
  return next === path ? path : innermost(next)
}

function pathFlaw(path: string): TargetFlaw | undefined {
  // `//host/…` behind an empty prefix would be a reference to another authority (RFC 3986 §4.2).
  if (parts.exec(path)?.[2]?.startsWith('//')) return 'double-slash'
  if (path.includes('\\')) return 'backslash'
  // Also throws on octets that are not UTF-8: overlong `%c0%ae` is a dot to a careless decoder.
  if (!isDecodable(path)) return 'encoding'
  return layeredFlaw(path)
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Four, because each server on the way may decode once, and a longer chain is nobody's real path. */
const maxLayers = 4

/** Looks at the path, and at what is left after each further decoding: `%252e`, `%25%32%65` are dots too. */
function layeredFlaw(path: string): TargetFlaw | undefined {
  let layer = path
  for (let depth = 0; depth < maxLayers; depth++) {
    const flaw = layerFlaw(layer)
    if (flaw !== undefined) return flaw
    const next = decodedOnce(layer)
    if (next === layer) return undefined
    layer = next
  }
  return 'encoding'
}

/** ASCII only: what lies above cannot be a delimiter, and `isDecodable` has vouched for it. */
function decodedOnce(path: string): string {
  return path.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function layerFlaw(layer: string): TargetFlaw | undefined {
  if (/%(?:2f|5c)/i.test(layer)) return 'encoded-slash'
  if (/%(?:[01][0-9a-f]|7f)/i.test(layer)) return 'encoded-control'
  if (/%(?:c[01]|e0%[89])/i.test(layer)) return 'encoding'
  // A dot segment may carry matrix parameters, which Java servers cut off before resolving (`/..;x=1/`),
  // or blanks, which Windows cuts off.
  return /\/ *\.\.? *(?:[;?#][^/]*)?(?:\/|$)/.test(layer) ? 'dot-segment' : undefined
}
