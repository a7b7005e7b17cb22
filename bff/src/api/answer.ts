/**
 * The API's answer as the browser may hear it: allowed names only, and a few fields by rule.
 * A URL is either translated into one of ours or not said, so no internal host name leaks (PX-09); an
 * answer that a token paid for is nobody else's to keep (PX-22); a cookie passes only by name (PX-21).
 */
import { paths } from 'shared/paths'
import { answerNames, nominatedBy } from './headers.ts'
import type { Resource } from './resources.ts'

/** The API's header fields by lower-case name, as undici hands them over. */
export type AnswerFields = Readonly<Record<string, string | string[] | undefined>>
export type HeaderPairs = (string | string[])[]

export interface Asked {
  /** The path we asked the API for: what its relative references are relative to. */
  path: string
}

export type AnswerHeaders = (status: number, fields: AnswerFields, asked: Asked) => HeaderPairs

/** What may come twice and then means a list (RFC 9110 §5.3); of anything else the first counts. */
const lists = new Set([
  'allow',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'link',
  'preference-applied',
  'ratelimit',
  'ratelimit-policy',
  'vary',
])

export function createAnswerHeaders(resource: Resource): AnswerHeaders {
  const names = answerNames(resource)
  return (status, fields, { path }) => {
    const nominated = nominatedBy(one('connection', fields))
    const said = (name: string) => (nominated?.has(name) ? undefined : one(name, fields))
    const answer: HeaderPairs = []
    const add = (name: string, value: string | undefined) => {
      if (value !== undefined) answer.push(name, value)
    }
    for (const name of names) add(name, said(name))
    // RFC 9110 §8.6: a 204 has no length; an API that says one anyway would spoil the framing.
    if (status === 204) drop(answer, 'content-length')
    add('cache-control', cacheRule(said('cache-control'), resource))
    add('location', translate(said('location'), resource, path))
    add('content-location', translate(said('content-location'), resource, path))
    add('link', translateLinks(said('link'), resource, path))
    add('vary', said('vary'))
    const cookies = [fields['set-cookie'] ?? []].flat()
    const allowed = cookies.filter((cookie) => mayBeSet(cookie, resource))
    if (allowed.length > 0) answer.push('set-cookie', allowed)
    return answer
  }
}

/**
 * RFC 9111 §3.5 keeps shared caches from storing what was asked for with Authorization. The browser's hop
 * has no such header, so we must say it. `private` unqualified outweighs whatever stands behind it.
 * `userOrNone` counts as authenticated even without a token: the same URL says more to somebody.
 */
function cacheRule(said: string | undefined, { cache, token }: Resource): string | undefined {
  if (cache === 'no-store') return 'no-store'
  if (token === 'none') return said
  const rest = said?.replace(/(^|,)\s*(?:public|s-maxage=[^,]*|private)\s*(?=,|$)/gi, '') ?? ''
  return ['private', ...rest.split(',').map((part) => part.trim())].filter(Boolean).join(', ')
}

/** A reference the API made, as a path of ours; nothing when it leads out of the API's own prefix. */
export function translate(
  reference: string | undefined,
  { name, origin, pathPrefix }: Resource,
  askedPath: string,
): string | undefined {
  if (reference === undefined) return
  const base = new URL(origin + askedPath)
  if (!URL.canParse(reference, base)) return
  const url = new URL(reference, base)
  const inside = url.pathname === pathPrefix || url.pathname.startsWith(`${pathPrefix}/`)
  if (url.origin !== origin || !inside) return
  return `${paths.api}/${name}${url.pathname.slice(pathPrefix.length)}${url.search}${url.hash}`
}

/** RFC 8288: `<target>; rel="next"`. One target that must not be said, and none is. */
function translateLinks(
  link: string | undefined,
  resource: Resource,
  askedPath: string,
): string | undefined {
  let sayable = true
  const translated = link?.replace(/<([^>]*)>/g, (_, target: string) => {
    const here = translate(target, resource, askedPath)
    sayable &&= here !== undefined
    return `<${here ?? ''}>`
  })
  return sayable ? translated : undefined
}

/** What Node lets into a 103, one reference each: it throws at anything else. */
const plainLink = /^<[^>]*>(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/

/** The links of a 103, where they lead to us; the others of it can do without. */
export function earlyLinks(fields: AnswerFields, resource: Resource, path: string): string[] {
  const links = one('link', fields)?.split(/,\s*(?=<)/) ?? []
  return links
    .map((link) => translateLinks(link, resource, path) ?? '')
    .filter((link) => plainLink.test(link))
}

function mayBeSet(cookie: string, { setCookies }: Resource): boolean {
  return setCookies.includes(cookie.slice(0, cookie.indexOf('=')).trim())
}

function one(name: string, fields: AnswerFields): string | undefined {
  const value = fields[name]
  if (!Array.isArray(value)) return value
  return lists.has(name) ? value.join(', ') : value[0]
}

function drop(pairs: HeaderPairs, name: string): void {
  const at = pairs.indexOf(name)
  if (at !== -1) pairs.splice(at, 2)
}
