/**
 * What the web app says, in this folder and nowhere else (a feature brings its own `words.ts`), ready to be
 * translated. The tone: what happened, what it means for your work, what to do next; no blame, no jargon,
 * no exclamation marks. `words.test.ts` reads it all.
 */
export const app = 'Claimcheck'

/** Dates and numbers are written the way the words are. */
export const locale = 'en-GB'
export const justNow = 'just now'

export const shell = {
  skip: 'Skip to the content',
  home: 'Claimcheck, home',
  mainMenu: 'Main',
  start: 'Notes',
  account: 'Account',
  menuOf: (name: string) => `Signed in as ${name}`,
  signIn: 'Sign in',
  signOut: 'Sign out',
  signOutToo: (service: string) => `Sign out of ${service} too`,
  signingOut: 'Signing out…',
  takingYouThere: 'Taking you there…',
  signOutFailed: 'We could not sign you out. You are still signed in; please try once more.',
  tryAgain: 'Try again',
  footer: 'Your keys stay behind the counter. This browser only holds the ticket.',
} as const

export const unsaved = {
  title: 'Leave without saving?',
  text: 'What you typed on this page has not been saved yet.',
  stay: 'Stay here',
  leave: 'Leave',
} as const
