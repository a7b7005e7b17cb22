/**
 * What did not work, beside the thing that did not: the title of a problem of ours (`shared/problem`), or words
 * for what no problem names.
 */
import { problems } from 'shared/problem'
import type { Failure } from '../http.ts'

const unknownAfter: readonly Failure['code'][] = ['stopped', 'timeout', 'resource-timeout']

/** It was sent, and nobody can say whether it was done. */
export function isOutcomeUnknown({ code }: Failure): boolean {
  return unknownAfter.includes(code)
}

/** For a write: in place of a promise that nothing happened, and of an invitation to do it twice. */
export function sayUnknown({ code }: Pick<Failure, 'code'>): string {
  const why = code === 'stopped' ? 'You stopped waiting.' : 'No answer came in time.'
  return `${why} It may have been done all the same, so look before you send it again.`
}

export function sayFailure(failure: Failure): string {
  switch (failure.code) {
    case 'network':
      return 'We could not reach Claimcheck. Check your connection, then try again.'
    case 'timeout':
      return 'No answer came in time. Please try again.'
    case 'stopped':
      return sayUnknown(failure)
    case 'unreadable':
      return 'Something between you and us gave an answer we could not read. Please try again.'
    case 'cancelled':
      return 'That was not done, because you were signed out. Please try again.'
    case 'step-up-cancelled':
      return 'You did not confirm that it is you, so nothing was changed.'
    case 'resource':
      return sayStatus(failure)
    case 'too-many-calls':
      return sayTooMany(failure.retryAfterSeconds)
    default:
      return problems[failure.code].title
  }
}

/** The API itself said no; the status is all we know, and its own text is not ours to show. */
function sayStatus({ status, retryAfterSeconds }: Failure): string {
  if (status === 401) return problems['resource-refused'].title
  if (status === 403) return 'You do not have access to this.'
  if (status === 404 || status === 410) return 'It is no longer there.'
  if (status === 409 || status === 412)
    return 'It does not fit with what is there now; perhaps that has changed meanwhile.'
  if (status === 413) return problems['request-too-large'].title
  if (status === 429) return sayTooMany(retryAfterSeconds)
  if (status >= 500)
    return 'The service behind this page has trouble. Please try again in a moment.'
  return 'That was not accepted. Please check what you entered.'
}

function sayTooMany(seconds = 0): string {
  return `That was a lot at once. Please try again ${sayWhen(Math.ceil(seconds))}.`
}

function sayWhen(seconds: number): string {
  if (seconds <= 1) return 'in a moment'
  return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`
}
