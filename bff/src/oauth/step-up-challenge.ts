/**
 * An API's challenge (RFC 9110 §11.6.1) that asks for a step-up: `insufficient_user_authentication`, with
 * `acr_values` and `max_age` (RFC 9470 §3). What it says goes into a login that somebody is asked to do, so
 * it is judged like a stranger's word: one challenge, each parameter once, names of few and plain characters,
 * not many, not long. A challenge that is anything else asks for nothing.
 */
import type { Assurance } from './step-up.ts'

const challengesLimit = 2_000
/** What URIs, URNs and plain names are made of; nothing that quotes, escapes or ends a line. */
const plainAcr = /^[\w.~:/?#@!$&'()*+,;=%-]{1,128}$/
const plainAge = /^\d{1,9}$/

/** @returns undefined when nothing is asked for, or nothing that may be handed on */
export function demandIn(challenges: string): Assurance | undefined {
  const demand = challengesIn(challenges).find(asksForStepUp)
  if (demand === undefined) return undefined
  const acrValues = demand.parameters.get('acr_values')
  const maxAge = demand.parameters.get('max_age')
  if (acrValues === undefined && maxAge === undefined) return undefined
  if (acrValues !== undefined && !isPlain(acrValues)) return undefined
  if (maxAge !== undefined && !plainAge.test(maxAge)) return undefined
  return {
    ...(acrValues !== undefined && { acr: acrValues.split(' ') }),
    ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }),
  }
}

function isPlain(acrValues: string): boolean {
  const names = acrValues.split(' ')
  const isShort = names.length <= 8 && acrValues.length <= 512 // as much as a login takes (login-request.ts)
  return isShort && names.every((name) => plainAcr.test(name))
}

interface Challenge {
  scheme: string
  parameters: Map<string, string>
}

// Not `Basic` and the like, where the words would mean nothing.
function asksForStepUp({ scheme, parameters }: Challenge): boolean {
  const isOurs = scheme === 'bearer' || scheme === 'dpop'
  return isOurs && parameters.get('error') === 'insufficient_user_authentication'
}

// RFC 9110 §11.6.1: commas part both challenges and their parameters, so only the `=` tells which it is.
// Each step begins where the last one ended and no part can match in two ways: no more work than text.
const token = "[\\w!#$%&'*+.^`|~-]+"
const parameter = `(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))(?=\\s*(?:,|$))`
const scheme = `(${token})(?: +[\\w.~+/-]+=*(?=\\s*(?:,|$)))?(?=[\\s,]|$)`

/** @returns none when the field is not well-formed: half a challenge is no challenge */
function challengesIn(field: string): Challenge[] {
  if (field.length > challengesLimit) return []
  const part = new RegExp(`[\\s,]*(?:${parameter}|${scheme})`, 'y')
  const challenges: Challenge[] = []
  while (/[^\s,]/.test(field.slice(part.lastIndex))) {
    const [, name, quoted, plain, begun] = part.exec(field) ?? []
    if (begun !== undefined) {
      challenges.push({ scheme: begun.toLowerCase(), parameters: new Map() })
      continue
    }
    const parameters = challenges.at(-1)?.parameters
    const known = name?.toLowerCase()
    if (known === undefined || parameters === undefined || parameters.has(known)) return []
    parameters.set(known, plain ?? quoted?.replace(/\\(.)/g, '$1') ?? '')
  }
  return challenges
}
