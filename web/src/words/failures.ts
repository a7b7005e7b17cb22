/**
 * What is in the way of a whole page. What a problem is called comes from `shared/problem`, so that BFF and
 * screen cannot drift apart; here stands what to do about it. Part of the first load, as these have to be there
 * when nothing else is; the rest is in `problem-page.ts` and `say-failure.ts`.
 */
import { problems } from 'shared/problem'

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
