/**
 * Tells that an authorization server is away, or that what it says of itself rules it out. What else may
 * have gone wrong belongs to the sign-in that met it.
 */
import type { Events } from '../events.ts'
import { type Failure, failureOf } from './failure.ts'

export function tellFailure(events: Events, cause: unknown): Failure {
  const failure = failureOf(cause)
  if (failure.kind === 'unreachable') events.emit('provider.unreachable', { cause })
  if (failure.kind === 'metadata') events.emit('provider.refused', { why: failure.field })
  return failure
}

/** Of metadata that was to be read anew, behind everybody's back: here nobody else would tell. */
export function tellStale(events: Events, cause: unknown): void {
  const { kind } = tellFailure(events, cause)
  if (kind === 'invalid') events.emit('provider.refused', { why: 'document' })
}
