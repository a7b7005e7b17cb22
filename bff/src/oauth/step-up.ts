/**
 * Step-up (RFC 9470): a call that takes more than being signed in – signed in with a second factor, or only
 * just now. It is asked for in two ways: by the resource table, before anything is forwarded, and by an API's
 * challenge. Either way the browser hears `step-up-required` and what to say at `/auth/login`; what was
 * asked there is checked at the callback, and who came back (step-up-return.ts).
 *
 * What counts is the session's record of how the person signed in, never what was only asked for. Refuses to
 * pass on a demand that has been met: an API that says it once more would say it for ever.
 */
import { Problem } from '../http/problem.ts'
import type { SessionRecord } from '../session/session-record.ts'

/** How somebody must have signed in; absent: however they like. */
export interface Assurance {
  /** By one of these. */
  acr?: readonly string[]
  /** No longer ago than this. */
  maxAgeSeconds?: number
}

export function asksHow({ acr, maxAgeSeconds }: Assurance): boolean {
  return acr !== undefined || maxAgeSeconds !== undefined
}

type Evidence = Pick<SessionRecord, 'acr' | 'authTime' | 'createdAt' | 'stepUp'>

/** @throws Problem `step-up-required` */
export function refuseUnassured(evidence: Evidence, wanted: Assurance, nowMs: number): void {
  if (!isAssured(evidence, wanted, nowMs)) throw stepUpRequired(wanted, { why: 'policy' })
}

/** An API's demand as a problem, marked as one that it has seen. */
export function demandOf(wanted: Assurance): Problem {
  return stepUpRequired(wanted, { why: 'resource', refusal: false })
}

/**
 * What to tell of a problem when it is an API's demand, and else that problem itself.
 * @param evidence of the person in whose name the API was asked, if in anybody's
 */
export function toldOnce(problem: unknown, evidence: Evidence | undefined, nowMs: number): unknown {
  if (!(problem instanceof Problem) || problem.code !== 'step-up-required') return problem
  const { acrValues, maxAge, refusal } = problem.options
  if (refusal !== false) return problem // ours
  if (evidence === undefined) {
    return new Problem('resource-refused', { why: 'step-up-of-nobody', refusal: false })
  }
  const wanted: Assurance = {
    ...(acrValues && { acr: acrValues }),
    ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
  }
  const isFutile = isAssured(evidence, wanted, nowMs) || isWeary(evidence, nowMs)
  return isFutile
    ? new Problem('resource-forbidden', { why: 'step-up-loop', refusal: false })
    : problem
}

/** How long "just now" lasts: until the call that asked for a step-up has been made again. */
const justNowSeconds = 60

function isAssured(evidence: Evidence, { acr, maxAgeSeconds }: Assurance, nowMs: number): boolean {
  if (acr !== undefined && !acr.some((one) => one === evidence.acr)) return false
  return maxAgeSeconds === undefined || isFresh(evidence, maxAgeSeconds, nowMs / 1000)
}

// A sign-in that was asked to be as fresh as this, and was, is fresh enough for the call it was made for: a
// limit of zero seconds would be met by nobody, and two clocks that differ would send people round.
function isFresh(
  { authTime, createdAt, stepUp }: Evidence,
  maxAgeSeconds: number,
  now: number,
): boolean {
  if (now - authTime <= maxAgeSeconds) return true
  const wasAsked = stepUp?.maxAge !== undefined && stepUp.maxAge <= maxAgeSeconds
  return wasAsked && now - createdAt <= justNowSeconds
}

export const rowSeconds = 300
const rowLimit = 3

/** By turns for one thing and another, each of them met: that, too, is going round. */
function isWeary({ createdAt, stepUp }: Evidence, nowMs: number): boolean {
  return (stepUp?.inRow ?? 0) >= rowLimit && nowMs / 1000 - createdAt <= rowSeconds
}

interface Told {
  why: string
  refusal?: boolean
}

function stepUpRequired({ acr, maxAgeSeconds }: Assurance, told: Told): Problem {
  return new Problem('step-up-required', {
    ...told,
    ...(acr && { acrValues: acr }),
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  })
}
