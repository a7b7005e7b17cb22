/**
 * What did not work. What a problem is called comes from `shared/problem`, so that BFF and screen cannot
 * drift apart; here stands what to do about it, and words for what no problem names.
 */
import { problems } from 'shared/problem'
import type { Failure } from '../http.ts'

export const problemPage = {
  whatNow: {
    'sign-in': 'Nothing was lost. You can simply sign in again.',
    retry: 'Your account is fine. Please try again in a moment.',
    tell: 'If you think this is wrong, give our help desk the number on the ticket.',
  },
  ref: 'Reference',
  refHint: 'Give this number to our help desk, and they will find what happened.',
  copy: 'Copy',
  copied: 'Copied',
  home: 'Back to home',
} as const

export const notFound = {
  title: 'There is nothing here',
  text: 'The address may have a typing mistake, or the page has moved.',
  home: 'Back to home',
} as const

export const forbidden = {
  title: 'You do not have access to this page',
  text: 'It is for people with other rights than yours.',
  as: (name: string) => `You are signed in as ${name}, who does not have the rights for it.`,
  ask: 'If you think you should have them, ask whoever invited you here.',
  another: 'Switch account',
  home: 'Back to home',
} as const

export const broken = {
  title: problems.internal.title,
  text: 'This page could not be shown. Loading it again often helps.',
  reload: 'Load again',
} as const

export const outOfReach = {
  title: 'We cannot reach Claimcheck',
  text: 'You are not signed out. The way between this device and us is interrupted; we keep trying.',
} as const

/** The line below the bar. */
export const trouble = {
  offline: (time: string) =>
    `You are offline. Showing what we had at ${time}; changes can be saved once you are back.`,
  stale: 'We cannot confirm your sign-in right now. You can keep reading; we keep trying.',
  'provider-unreachable':
    'We cannot confirm your sign-in right now. You can keep reading; saving will be possible again soon.',
  'store-unreachable':
    'We cannot look up your sign-in right now. You can keep reading; saving will be possible again soon.',
  newVersion: 'A new version is ready. Load it once what you typed here is saved.',
  loadNewVersion: 'Load it',
} as const

/** What to say beside a thing that did not work: our own title, or words for what no problem names. */
export function sayFailure(failure: Failure): string {
  switch (failure.code) {
    case 'network':
      return 'We could not reach Claimcheck. Check your connection, then try again.'
    case 'timeout':
      return 'No answer came in time. Please try again.'
    case 'unreadable':
      return 'Something between you and us gave an answer we could not read. Please try again.'
    case 'cancelled':
      return 'That was not done, because you were signed out. Please try again.'
    case 'step-up-cancelled':
      return 'You did not confirm that it is you, so nothing was changed.'
    case 'resource':
      return sayStatus(failure)
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

function sayTooMany(seconds: number | undefined): string {
  const when =
    seconds === undefined ? 'in a moment' : `in ${Math.max(1, Math.ceil(seconds))} seconds`
  return `That was a lot at once. Please try again ${when}.`
}
