/** Signed out, and why; and what to do about it. */
import type { EndReason } from 'shared/session'

export const signedOut = {
  title: 'You are signed out',
  text: 'The ticket is torn; nothing of yours is left in this browser.',
  signedInAfterAll: 'You are signed in',
  signedInText: 'This page is from an earlier visit. You can simply go on.',
  stillThere: (service: string) => `You may still be signed in to ${service}.`,
  goThere: (service: string) => `Go to ${service}`,
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
    text: 'Your sign-in here was ended from another device.',
  },
  operator: {
    title: 'You have been signed out',
    text: 'Your sign-in was ended by your organisation.',
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

/** Signed out while the page holds what somebody typed. */
export const lockedWords = {
  title: 'You have been signed out',
  kept: 'What you typed is still here. Sign in to carry on.',
  signIn: 'Sign in',
  thisTab: 'Use this tab instead',
  discard: 'Discard and sign out',
  elsewhere: 'Finish signing in in the other window; this page goes on by itself.',
  back: 'Signed in. What you typed is still here.',
  anotherPerson: 'Somebody else has signed in in this browser, so this page began anew.',
  backAndSaving: 'Signed in. Saving your changes.',
} as const

export const expiry = {
  title: 'You will be signed out soon',
  idle: 'Nothing has happened here for a while. To keep your data safe we will sign you out.',
  left: (seconds: number) => `Time left: ${sayDuration(seconds)}.`,
  stay: 'Stay signed in',
  stayFailed: 'That did not get through. Please try again.',
  absolute: (time: string) => `For your security you will be signed out at ${time}.`,
  absoluteText: 'This cannot be put off. If you sign in again now, this page stays as it is.',
  again: 'Sign in again now',
  later: 'Later',
} as const

export const stepUpWords = {
  title: 'Confirm that it is you to continue',
  text: (action?: string) =>
    action
      ? `You are about to ${action}. Please sign in once more for that.`
      : 'This takes more than being signed in. Please sign in once more for that.',
  confirm: 'Confirm',
  cancel: 'Cancel',
  elsewhere: lockedWords.elsewhere,
} as const

/** The end of a sign-in in a window of its own. */
export const signedIn = {
  title: 'You can close this window',
  text: 'Your other window goes on by itself.',
  start: 'Or carry on here',
} as const

export const drafts = {
  restored: 'We restored what you had typed.',
  undo: 'Undo',
  undone: 'What we had restored is gone again.',
} as const

function sayDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = seconds % 60
  if (minutes === 0) return sayCount(rest, 'second')
  return sayCount(minutes, 'minute') + (rest === 0 ? '' : ` ${sayCount(rest, 'second')}`)
}

function sayCount(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
