/** Signed out, and why; and what to do about it. */
import type { EndReason } from 'shared/session'

export const signedOut = {
  title: 'You are signed out',
  text: 'The ticket is torn; nothing of yours is left in this browser.',
  signedInAfterAll: 'You are signed in',
  signedInText: 'This page is from an earlier visit. You can simply go on.',
  again: 'Sign in again',
  home: 'Back to home',
} as const

export const endReasons: Record<EndReason, { title: string; text: string }> = {
  user: { title: signedOut.title, text: signedOut.text },
  idle: {
    title: 'You have been signed out',
    text: 'Nothing happened for a while, so we signed you out to keep your data safe.',
  },
  absolute: {
    title: 'You have been signed out',
    text: 'You had been signed in for as long as we allow at a stretch.',
  },
  replaced: {
    title: 'You have been signed out',
    text: 'Somebody signed in anew in this browser, perhaps you, in another tab.',
  },
  'other-device': {
    title: 'You have been signed out',
    text: 'This sign-in was ended from another of your devices.',
  },
  operator: {
    title: 'You have been signed out',
    text: 'This sign-in was ended by the people who run this service.',
  },
  'back-channel': {
    title: 'You have been signed out',
    text: 'Your sign-in service ended this sign-in.',
  },
  'front-channel': {
    title: 'You have been signed out',
    text: 'Your sign-in service ended this sign-in.',
  },
  'refresh-failed': {
    title: 'You have been signed out',
    text: 'Your sign-in service no longer confirms your sign-in.',
  },
}

export const signInNeeded = {
  title: 'Sign in to continue',
  text: 'This page is only for people who are signed in. You will come back to exactly here.',
  unsaved: 'What you typed is still here. Sign in on a new tab, then come back to this one.',
  signInElsewhere: 'Sign in on a new tab',
  troubleTitle: 'Does this page keep coming back?',
  trouble: [
    'Allow cookies for this site; we need exactly one.',
    'Check that the date and time of this device are right.',
    'Switch off extensions that change or remove cookies, or try a private window.',
  ],
} as const
