/**
 * The only `fetch` of the web app. It adds the one header our BFF wants, sets a time limit, reads JSON and
 * throws `ProblemError`. It shows nothing, redirects nothing, retries nothing and knows no React; what
 * a failure means is decided in `query-client.ts`. It holds no credential: the cookie is the browser's.
 */
import { csrfHeader, passiveHeader } from 'shared/paths'
import type { ProblemCode } from 'shared/problem'
import { readFailure } from './read-failure.ts'

/** Ours by code; or one of those that no problem document can tell us about. */
export type FailureCode =
  | ProblemCode
  | 'network' // nothing came back: offline, refused, cut, or redirected where we do not follow
  | 'timeout' // nothing came back in time
  | 'unreadable' // something came back that is not what we asked for
  | 'resource' // the API itself said no; `status` says how
  | 'cancelled' // it waited for somebody who did not come back
  | 'stopped' // somebody did not want to wait any longer; whether it was done nobody can tell
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
  /** Nobody has asked for this but the page itself: it keeps nobody signed in. */
  passive?: boolean
}

/** For answers without a body (204). */
export const nothing = { parse: (): void => undefined }

/** How our own script asks: with our header, for JSON, past every cache. */
export const asked = {
  headers: {
    accept: 'application/json, application/problem+json',
    [csrfHeader.name]: csrfHeader.value,
  },
  // Our BFF never redirects a script. A redirect is a hotel's gateway or a data-made path: refuse it.
  redirect: 'error',
  cache: 'no-store',
} as const satisfies RequestInit

export async function request<T>(path: string, ask: Ask<T>, send = fetch): Promise<T> {
  if (!/^\/(?![/\\])/.test(path)) throw new Error(`"${path}" is not a path of ours.`)
  const { method = 'GET', body, schema, passive } = ask
  const headers = {
    ...asked.headers,
    ...(passive && { [passiveHeader.name]: passiveHeader.value }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const response = await exchange(
    // Of nothing JSON makes nothing: no body.
    (signal) => send(path, { ...asked, method, headers, body: JSON.stringify(body), signal }),
    ask,
  )
  try {
    return schema.parse(response.status === 204 ? undefined : await response.json())
  } catch (cause) {
    if (ask.signal?.aborted) throw cause
    throw new ProblemError(
      { code: 'unreadable', status: response.status, refused: false },
      { cause },
    )
  }
}

/** One question and its answer, if that is a yes. Whoever asks `send`s with the signal that ends it in time. */
export async function exchange(
  send: (signal: AbortSignal) => Promise<Response>,
  { signal, timeoutMs = 30_000 }: Pick<Ask<unknown>, 'signal' | 'timeoutMs'>,
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const inTime = signal ? AbortSignal.any([signal, timeout]) : timeout
  const response = await send(inTime).catch((cause: unknown) => {
    // The caller's own cancellation is not a failure; Query wants to see it as it is.
    if (signal?.aborted) throw cause
    const code = timeout.aborted ? 'timeout' : 'network'
    throw new ProblemError({ code, status: 0, refused: false }, { cause })
  })
  if (!response.ok) throw new ProblemError(await readFailure(response))
  return response
}
