/**
 * What an answer that is no yes means. Ours by one of our headers, and only then to be obeyed; the API's own
 * opinion, or a gateway's page, otherwise.
 */
import { problemHeader, refusalHeader } from 'shared/paths'
import { isProblemCode } from 'shared/problem'
import type { Failure, FailureCode } from './http.ts'

export async function readFailure(response: Response): Promise<Failure> {
  const body = await readProblem(response)
  const refused = isProblemCode(body.code) && response.headers.get(refusalHeader) === body.code
  return {
    code: codeOf(response, body.code, refused),
    status: response.status,
    refused,
    ...(typeof body.ref === 'string' && { ref: body.ref }),
    ...(typeof body.reason === 'string' && { reason: body.reason }),
    ...retryAfter(body.retryAfter ?? response.headers.get('retry-after')),
    ...(Array.isArray(body.acrValues) && { acrValues: body.acrValues.map(String) }),
    ...(typeof body.maxAge === 'number' && { maxAge: body.maxAge }),
  }
}

/**
 * A resource server may use our words too, but neither of our headers. Without them only `resource-refused`
 * is taken as ours, which does no harm; the rest is the API's own opinion.
 */
function codeOf(response: Response, code: unknown, refused: boolean): FailureCode {
  const isOurs = refused || response.headers.get(problemHeader) === code
  if (isProblemCode(code) && (isOurs || code === 'resource-refused')) return code
  // A gateway between us and the BFF answers 502–504 with a page of its own: nobody said no.
  return isJson(response) || response.status < 500 ? 'resource' : 'unreadable'
}

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  if (!isJson(response)) return {}
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? { ...body } : {}
  } catch {
    return {}
  }
}

function isJson(response: Response): boolean {
  return /^application\/(problem\+)?json\b/i.test(response.headers.get('content-type') ?? '')
}

/** Seconds only; the date form of RFC 9110 §10.2.3 is not worth a parser here. */
function retryAfter(value: unknown): { retryAfterSeconds: number } | undefined {
  const seconds = Number(value ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : undefined
}
