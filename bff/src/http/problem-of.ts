/**
 * Anything thrown, as a problem. Ours pass as they are. A refusal by Koa or one of its libraries (`expose`: its
 * author meant it for the client) keeps its meaning but not its words. Everything else is a bug or an outage:
 * `internal`, told to the log with its cause and to the browser as nothing.
 */
import type { ProblemCode } from 'shared/problem'
import { Problem } from './problem.ts'

export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (!isHttpError(thrown)) return new Problem('internal', { cause: thrown })
  const headers = thrown.headers ?? {}
  return new Problem(problemOfStatus(thrown.status), { cause: thrown, headers })
}

/** By the status that Koa, its router or http-errors chose. */
export function problemOfStatus(status: number): ProblemCode {
  if (status === 404) return 'not-found'
  // 501 is the router's word for a method that exists nowhere in the app.
  if (status === 405 || status === 501) return 'method-not-allowed'
  if (status === 413) return 'request-too-large'
  if (status === 415) return 'media-type-unsupported'
  return status >= 400 && status < 500 ? 'request-malformed' : 'internal'
}

interface HttpError {
  status: number
  expose: true
  headers?: Record<string, string>
}

function isHttpError(thrown: unknown): thrown is HttpError {
  if (!(thrown instanceof Error)) return false
  return (
    'expose' in thrown && thrown.expose === true && 'status' in thrown && isStatus(thrown.status)
  )
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value)
}
