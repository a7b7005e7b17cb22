/**
 * Judges the resource table when we start. An unknown word, a missing one or a value out of bounds is refused,
 * since a protection that was misspelt would not be one; types alone do not hold a table that somebody casts.
 */
import { isDetail } from '../oauth/authorization-details.ts'
import { mayBeAdded, mayBeTrailer } from './headers.ts'
import {
  knownMethods,
  rateClasses,
  type ResourcePolicy,
  type RoutePolicy,
  tokenModes,
} from './policy.ts'

/** @returns what is wrong with it, a sentence each */
export function policyFaults(name: string, policy: object): string[] {
  const { routes = {}, ...own } = policy as { routes?: Record<string, object> }
  const judged = faultsOf(`"${name}"`, own, { ...routeWords, ...resourceWords })
  const missing = required.filter((word) => !Object.hasOwn(own, word))
  return [
    ...judged,
    ...missing.map((word) => `"${name}" says nothing of ${word}: a policy has no gaps.`),
    ...Object.entries(routes).flatMap(([path, route]) => [
      ...pathFaults(name, path),
      ...faultsOf(`"${name}${path}"`, route, routeWords),
    ]),
  ]
}

/** Why a value will not do, or nothing. */
type Judge = (value: unknown) => string | undefined

const most = Number.MAX_SAFE_INTEGER

const acrList = listOf((value) => /^[!-~]+$/.test(value), 'knows no acr')

const routeWords: Record<keyof RoutePolicy, Judge> = {
  methods: listOf((method) => knownMethods.some((known) => known === method), 'knows no method'),
  token: oneOf(tokenModes),
  bodyLimitBytes: wholeNumber(0, most),
  headersTimeoutMs: wholeNumber(1, 3_600_000),
  idleTimeoutMs: wholeNumber(0, 3_600_000),
  callsPerSession: wholeNumber(1, most),
  callsAtOnce: wholeNumber(1, most),
  rate: oneOf(rateClasses),
  requestHeaders: listOf(mayBeAdded, 'may not pass'),
  responseHeaders: listOf(mayBeAdded, 'may not pass'),
  trailers: listOf((name) => mayBeAdded(name) && mayBeTrailer(name), 'may not pass'),
  cache: oneOf(['no-store', 'upstream']),
  // PX-21: a resource server that could set our session cookie could swap people's sessions.
  setCookies: listOf(
    (cookie) => !/claimcheck/i.test(cookie),
    'may not set the cookie, which is ours:',
  ),
  webSocket: oneOf([true, false]),
  // Where none would do, everybody would be asked for a step-up that leads nowhere.
  acr: (value) => (String(value) === '' ? 'must name one' : acrList(value)),
  maxAgeSeconds: wholeNumber(0, 999_999_999), // as much as a login takes (login-request.ts)
}

const resourceWords: Record<Exclude<keyof ResourcePolicy, keyof RoutePolicy | 'routes'>, Judge> = {
  http: oneOf([1, 2]),
  clientAddress: oneOf(['told', 'withheld']),
  authorizationDetails: (value) =>
    Array.isArray(value) && value.every(isDetail) ? undefined : 'must be a list, each with a type',
}

const optional: readonly string[] = ['acr', 'maxAgeSeconds', 'authorizationDetails']
const required = Object.keys({ ...routeWords, ...resourceWords }).filter(
  (word) => !optional.includes(word),
)

function faultsOf(who: string, said: object, words: Record<string, Judge>): string[] {
  return Object.entries(said).flatMap(([word, value]) => {
    const judge = Object.hasOwn(words, word) ? words[word] : undefined
    if (judge === undefined) return [`${who} has the word "${word}", which means nothing here.`]
    const fault = judge(value)
    return fault === undefined ? [] : [`${who}: ${word} ${fault}.`]
  })
}

function pathFaults(name: string, path: string): string[] {
  if (/^(?:\/(?::[a-z]+|[a-z\d._~-]+))+$/.test(path)) return []
  return [`"${name}${path}" is no path: write /export.csv or /:id/pictures, lower case.`]
}

function oneOf(values: readonly unknown[]): Judge {
  return (value) => (values.includes(value) ? undefined : `must be ${values.join(' or ')}`)
}

function wholeNumber(least: number, greatest: number): Judge {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= greatest
      ? undefined
      : `must be a whole number from ${least} to ${greatest}`
}

function listOf(isFine: (text: string) => boolean, says: string): Judge {
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list'
    const wrong = value.find((each) => typeof each !== 'string' || !isFine(each))
    return wrong === undefined ? undefined : `${says} "${wrong}"`
  }
}
