/**
 * The one error type of the house: a refusal or failure we can name. Status and title come from the
 * closed table in `shared/problem`; `cause` is for the log and never leaves (RFC 9457, EL-01).
 * Anything thrown that is not a Problem is a bug or an outage and is told as `internal`.
 */
import { type ProblemCode, problems } from 'shared/problem'
import type { EndReason } from 'shared/session'

export interface ProblemOptions {
  cause?: unknown
  /** A closed word for the log: which of the reasons behind this code it was. */
  why?: string
  /** Seconds after which trying again makes sense. */
  retryAfter?: number
  /** With `session-ended`. */
  reason?: EndReason
  /** Header fields the refusal must carry, e.g. `allow` with 405. */
  headers?: Record<string, string>
  /** Where the person was going when a sign-in came to nothing; judged local already. */
  returnTo?: string
  /** With `step-up-required`: how the person must sign in, judged already (oauth/step-up-challenge.ts). */
  acrValues?: readonly string[]
  maxAge?: number
  /** False when the request did reach a resource server, so that nobody replays it. */
  refusal?: boolean
}

export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly options: ProblemOptions

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(problems[code].title, { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.options = options
  }
}
