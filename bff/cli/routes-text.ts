/**
 * The resource table, told to people: every route with what is enforced on it, and what would become of one
 * request. Both come from the code that enforces (src/api/routes.ts), so neither can say anything else.
 */
import type { ResourcePolicy } from '../src/api/policy.ts'
import { joinResources, type Resource } from '../src/api/resources.ts'
import { refuseMethod, resourceAt } from '../src/api/routes.ts'
import { Problem } from '../src/http/problem.ts'

type Table = Readonly<Record<string, ResourcePolicy>>

/** One block a route, one line a word. A route with rules of its own says only what differs. */
export function routesText(table: Table): string {
  const blocks = [...joined(table).values()].flatMap((resource) => [
    block(resource, wordsOf(resource)),
    ...resource.routes.map(({ resource: part }) => block(part, differences(part, resource))),
  ])
  return `${blocks.join('\n\n')}\n`
}

export function explain(table: Table, method: string, target: string): string {
  const resources = joined(table)
  try {
    const resource = resourceAt(target, resources)
    refuseMethod(method, resource)
    return `${method} ${target} is forwarded, by these rules:\n\n${block(resource, wordsOf(resource))}\n`
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    const { code, status, options } = problem
    const why = options.why ?? options.headers?.allow
    return `${method} ${target} is refused: ${status} ${code}${why ? ` (${why})` : ''}\n`
  }
}

/** Where an API is makes no difference to its rules. */
function joined(table: Table): Map<string, Resource> {
  const somewhere = Object.keys(table).map((name) => [name, { url: 'https://api.invalid' }])
  return joinResources(table, Object.fromEntries(somewhere), 'https://app.invalid')
}

// The compiler wants every word of the policy here, so that none goes untold – but for what is asked of the
// authorization server alone.
const words = Object.keys({
  methods: true,
  token: true,
  acr: true,
  maxAgeSeconds: true,
  webSocket: true,
  http: true,
  bodyLimitBytes: true,
  headersTimeoutMs: true,
  idleTimeoutMs: true,
  callsPerSession: true,
  callsAtOnce: true,
  rate: true,
  clientAddress: true,
  requestHeaders: true,
  responseHeaders: true,
  trailers: true,
  cache: true,
  setCookies: true,
} satisfies Record<Exclude<keyof ResourcePolicy, 'routes' | 'authorizationDetails'>, true>)

function wordsOf(resource: Resource): [word: string, value: string][] {
  const said = new Map<string, unknown>(Object.entries(resource))
  return words.map((word) => [word, valueText(said.get(word))])
}

function differences(part: Resource, whole: Resource): [word: string, value: string][] {
  const before = new Map(wordsOf(whole))
  return wordsOf(part).filter(([word, value]) => before.get(word) !== value)
}

function valueText(value: unknown): string {
  if (value === undefined) return 'any'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function block({ route }: Resource, lines: [word: string, value: string][]): string {
  return [route, ...lines.map(([word, value]) => `  ${word.padEnd(18)}${value}`)].join('\n')
}
