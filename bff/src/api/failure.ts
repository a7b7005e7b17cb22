/**
 * What went wrong between us and the API, as a problem of ours: 502 for a broken or absent answer, 504 for
 * silence (RFC 9110 §15.6), 401 for a token it would not take. Everything else that an API says, errors
 * included, is its own answer and passes through.
 */
import { Problem } from '../http/problem.ts'
import { demandIn } from '../oauth/step-up-challenge.ts'
import { demandOf } from '../oauth/step-up.ts'
import type { AnswerFields } from './answer.ts'

/**
 * PX-23: a challenge would open the browser's own password window; the web app gets a problem instead.
 * It is not marked as a refusal of ours, because the API has seen the request.
 */
export function refusalIn(status: number, fields: AnswerFields): Problem | undefined {
  const challenge = fields['www-authenticate']
  if (status !== 401 || challenge === undefined) return
  const demand = demandIn(String(challenge))
  if (demand !== undefined) return demandOf(demand)
  const why = wordFor(String(challenge))
  // By now we know the nonce, so the next try goes well, whoever makes it.
  const retry = why === 'nonce' ? { retryAfter: 0 } : {}
  return new Problem('resource-refused', { refusal: false, why, ...retry })
}

// RFC 9110 §11.1: a scheme's name in any letter case, perhaps after another challenge. Not `Basic`, where
// the word would mean nothing. The bound keeps a long field from costing more than its length.
const tokenRefused =
  /(?:^|,)\s*(?:bearer|dpop)\s(?:[^]{0,500}?[\s,])?error\s*=\s*"?(invalid_token|use_dpop_nonce)\b/i

/** RFC 6750 §3.1, RFC 9449 §7.1, §9: the codes we know, as words for the log. */
function wordFor(challenge: string): string {
  const fault = tokenRefused.exec(challenge)?.[1]
  if (fault !== undefined) return fault === 'invalid_token' ? fault : 'nonce'
  const known = /\berror="?(invalid_request|invalid_dpop_proof|insufficient_\w{1,40})/
  return known.exec(challenge)?.[1] ?? 'challenge'
}

const silence = new Set<unknown>([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/** Once a request was on its way it may have been carried out, so our answer must not invite a repeat. */
export function problemOf(error: Error, underWay: boolean): Problem {
  if (error instanceof Problem) return error
  const silent = 'code' in error && silence.has(error.code)
  const options = { cause: error, refusal: !underWay }
  return new Problem(silent ? 'resource-timeout' : 'resource-unreachable', options)
}
