/**
 * Which rules hold for a path: those of the first route in the table that it fits, else the API's own.
 *
 * A stricter route is worth as much as the match is hard to slip past. So paths are compared as the most
 * lenient server would read them – escapes undone, letter case, doubled and final slashes and `;parameters`
 * disregarded – and two spellings that some API takes for one path get one set of rules. What is sent stays
 * as it came (target.ts), and an API that has a third name for a path must guard it by itself.
 */
import { Problem } from '../http/problem.ts'
import { flawOf, innermost, resourceNameIn, restOf } from './target.ts'
import type { Resource } from './resources.ts'

/** The rules for a target as it came over the wire. @throws Problem for what the table does not name */
export function resourceAt(target: string, resources: ReadonlyMap<string, Resource>): Resource {
  const flaw = flawOf(target)
  if (flaw) throw new Problem('request-malformed', { why: flaw })
  const name = resourceNameIn(target)
  const resource = resources.get(name)
  if (!resource) throw new Problem('resource-unknown')
  return routeAt(resource, restOf(target, name))
}

export function refuseMethod(method: string, { methods }: Resource): void {
  if (methods.some((listed) => listed === method)) return
  throw new Problem('method-not-allowed', { headers: { allow: methods.join(', ') } })
}

/** `/:id/pictures` as segments, the placeholders empty. */
export function readPattern(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((segment) => (segment.startsWith(':') ? '' : segment))
}

/** @param rest the target behind `/api/<name>`, found faultless by target.ts */
function routeAt(resource: Resource, rest: string): Resource {
  if (resource.routes.length === 0) return resource
  const segments = segmentsOf(rest)
  const route = resource.routes.find(({ pattern }) => fits(pattern, segments))
  return route?.resource ?? resource
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, at) => part === '' || part === segments[at])
  )
}

function segmentsOf(rest: string): string[] {
  const [path = ''] = rest.split('?')
  return innermost(path)
    .toLowerCase()
    .split('/')
    .map((segment) => segment.replace(/;.*$/, '').trim())
    .filter(Boolean)
}
