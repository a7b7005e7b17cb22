/**
 * What may be told of an error: what kind it was, its code, and where in the code it happened. Never its
 * message, never its fields, never what it was caused by – openid-client keeps whole token responses in
 * `cause`, URLs with codes stand in messages, and a stack repeats the message on its first lines. So nothing
 * is removed here; what may pass is named, and each part must look like what it claims to be.
 *
 * It never throws itself, whatever was thrown.
 */
export interface ToldCause {
  /** The class of the error, or the type of whatever else was thrown. */
  name: string
  /** `ECONNREFUSED`, `OAUTH_TIMEOUT` … */
  code?: string
  /** Of the answer it came with. */
  status?: number
  /** RFC 6749 §5.2: `invalid_grant` … */
  oauthError?: string
  /** `bff/src/auth/callback.ts:41:9`, innermost first. */
  at?: string[]
}

export function tellCause(cause: unknown): ToldCause | undefined {
  if (cause === undefined) return undefined
  try {
    if (cause instanceof Error) return tellError(cause)
    return cause instanceof Response
      ? { name: 'Response', status: cause.status }
      : { name: typeof cause }
  } catch {
    // A getter that throws, a revoked proxy.
    return { name: 'unreadable' }
  }
}

function tellError(error: Error): ToldCause {
  const code = first(error, 'code', isErrorCode)
  const status = first(error, 'status', isStatus)
  const oauthError = first(error, 'error', isErrorWord)
  const at = framesOf(error)
  return {
    name: isClassName(error.name) ? error.name : 'Error',
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(oauthError !== undefined && { oauthError }),
    ...(at.length > 0 && { at }),
  }
}

const isClassName = wordLike(/^[A-Za-z]\w{0,59}$/)
const isErrorCode = wordLike(/^[A-Z][A-Z0-9_]{1,59}$/)
const isErrorWord = wordLike(/^[a-z][a-z_]{1,39}$/)

function wordLike(form: RegExp) {
  return (value: unknown): value is string => typeof value === 'string' && form.test(value)
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599
}

/** The field of this error or of those behind it: fetch hides ECONNREFUSED one level down. */
function first<T>(error: Error, field: string, fits: (value: unknown) => value is T) {
  let here: unknown = error
  for (let depth = 0; depth < 4 && isTellable(here); depth++) {
    const value: unknown = Reflect.get(here, field)
    if (fits(value)) return value
    here = here instanceof Error ? here.cause : undefined
  }
  return undefined
}

/** openid-client hands on a Response that it could not use: its status is worth knowing, its body is not. */
function isTellable(value: unknown): value is Error | Response {
  return value instanceof Error || value instanceof Response
}

/** `    at finish (file:///srv/app/bff/src/auth/callback.ts:41:9)`: of this, the part below the app's root. */
const frame =
  /^ {4}at [^\n]*?\b((?:(?:bff|shared)\/[\w./-]+|node_modules\/[\w.@+/-]+|node:[\w/]+):\d+:\d+)\)?$/gm

function framesOf({ message, stack }: Error): string[] {
  if (typeof stack !== 'string') return []
  // The message stands before the frames and may itself have lines that look like frames: begin behind it.
  const end = message === '' ? -1 : stack.indexOf(message)
  const frames = end < 0 ? stack : stack.slice(end + message.length)
  return [...frames.matchAll(frame)].slice(0, 5).map(([, location]) => location ?? '')
}
