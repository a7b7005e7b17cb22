/**
 * The only `fetch` of the web app. It adds the one header our BFF wants, sets a time limit, reads JSON and
 * throws `ProblemError`. It shows nothing, redirects nothing, retries nothing and knows no React; what
 * a failure means is decided in `query-client.ts`. It holds no credential: the cookie is the browser's.
 */
import { csrfHeader, problemHeader, refusalHeader } from 'shared/paths'
import { isProblemCode, type ProblemCode } from 'shared/problem'

/** Ours by code; or one of those that no problem document can tell us about. */
export type FailureCode =
  | ProblemCode
  | 'network' // nothing came back: offline, refused, cut, or redirected where we do not follow
  | 'timeout' // nothing came back in time
  | 'unreadable' // something came back that is not what we asked for
  | 'resource' // the API itself said no; `status` says how
  | 'cancelled' // it waited for somebody who did not come back
  | 'step-up-cancelled' // it waited for somebody who did not confirm

export interface Failure {
  code: FailureCode
  /** 0 when nothing came back. */
  status: number
  /** Did our own BFF refuse, before anything was forwarded? Only then is the code to be obeyed. */
  refused: boolean
  ref?: string
  reason?: string
  retryAfterSeconds?: number
  /** With `step-up-required`: what to ask for at `/auth/login`. */
  acrValues?: string[]
  maxAge?: number
}

export class ProblemError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.code} (${failure.status})`, options)
    this.name = 'ProblemError'
    this.failure = failure
  }
}

export interface Ask<T> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** Judges the answer: what does not fit is `unreadable`, not a crash three components later. */
  schema: { parse(value: unknown): T }
  signal?: AbortSignal
  timeoutMs?: number
}

/** For answers without a body (204). */
export const nothing = { parse: (): void => undefined }

export async function request<T>(path: string, ask: Ask<T>, send = fetch): Promise<T> {
  if (!/^\/(?![/\\])/.test(path)) throw new Error(`"${path}" is not a path of ours.`)
  const response = await exchange(path, ask, send)
  if (!response.ok) throw new ProblemError(await readFailure(response))
  try {
    return ask.schema.parse(response.status === 204 ? undefined : await response.json())
  } catch (cause) {
    if (ask.signal?.aborted) throw cause
    throw new ProblemError(
      { code: 'unreadable', status: response.status, refused: false },
      { cause },
    )
  }
}

async function exchange<T>(path: string, ask: Ask<T>, send: typeof fetch): Promise<Response> {
  const timeout = AbortSignal.timeout(ask.timeoutMs ?? 30_000)
  try {
    return await send(path, {
      method: ask.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        [csrfHeader.name]: csrfHeader.value,
        ...(ask.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
      // Our BFF never redirects a script. A redirect is a hotel's gateway or a data-made path: refuse it.
      redirect: 'error',
      cache: 'no-store',
      signal: ask.signal ? AbortSignal.any([ask.signal, timeout]) : timeout,
    })
  } catch (cause) {
    // The caller's own cancellation is not a failure; Query wants to see it as it is.
    if (ask.signal?.aborted) throw cause
    const code = timeout.aborted ? 'timeout' : 'network'
    throw new ProblemError({ code, status: 0, refused: false }, { cause })
  }
}

async function readFailure(response: Response): Promise<Failure> {
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
