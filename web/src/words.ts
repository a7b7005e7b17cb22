/**
 * Everything the web app says, in one place, ready to be translated. What problems are called comes from
 * `shared/problem`, so that BFF and screen cannot drift apart. The tone: what happened, what it means
 * for your work, what to do next; no blame, no jargon, no exclamation marks (`words.test.ts` reads it all).
 */
import { problems } from 'shared/problem'
import type { EndReason } from 'shared/session'
import type { Failure } from './http.ts'

export const app = 'Claimcheck'

/** Dates and numbers are written the way the words are. */
export const locale = 'en-GB'

export const shell = {
  skip: 'Skip to the content',
  home: 'Claimcheck, home',
  mainMenu: 'Main',
  notes: 'Notes',
  account: 'Account',
  menuOf: (name: string) => `Signed in as ${name}`,
  signIn: 'Sign in',
  signOut: 'Sign out',
  signingOut: 'Signing out…',
  takingYouThere: 'Taking you there…',
  signOutFailed: 'We could not sign you out. You are still signed in; please try once more.',
  stale: 'We cannot confirm your sign-in right now. You can keep reading; we keep trying.',
  offline: 'You are offline. You can keep reading; changes can be saved once you are back.',
  tryAgain: 'Try again',
  footer: 'Your keys stay behind the counter. This browser only holds the ticket.',
} as const

export const home = {
  title: 'Your coat stays behind the counter',
  lead: 'You sign in once and get a numbered ticket. The keys to your data stay with us, and never travel in your browser.',
  openNotes: 'Open your notes',
  timeLimit: 'You will be asked to sign in again after a while; your account page says when.',
  howTitle: 'How it works',
  how: [
    {
      title: 'You hand it over',
      text: 'You sign in with the service you already use. We never see your password.',
    },
    {
      title: 'You get a ticket',
      text: 'Your browser keeps one cookie with a number on it. No page and no script can read it.',
    },
    {
      title: 'We fetch for you',
      text: 'You ask at the counter, and we fetch your data with the keys we keep. You leave, the ticket is torn.',
    },
  ],
  ticket: { kind: 'Cloakroom ticket', terms: 'Keep this ticket', sample: '2043' },
} as const

export const notes = {
  title: 'Notes',
  lead: 'A small sample of an app behind the counter.',
  count: (count: number) => (count === 1 ? '1 note' : `${count} notes`),
  export: 'Export as CSV',
  newTitle: 'Write a note',
  fieldTitle: 'Title',
  fieldText: 'Text',
  titleMissing: 'A note needs a title.',
  add: 'Add note',
  adding: 'Adding…',
  edit: 'Edit',
  editOf: (title: string) => `Edit “${title}”`,
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  remove: 'Delete',
  removeOf: (title: string) => `Delete “${title}”`,
  removing: 'Deleting…',
  removeTitle: 'Delete this note?',
  removeText: (title: string) => `“${title}” will be gone for good.`,
  keep: 'Keep it',
  list: 'Your notes',
  changed: 'Changed',
  emptyTitle: 'Nothing here yet',
  emptyText: 'Your first note will hang here.',
  loading: 'Loading your notes',
  loadFailed: 'We could not load your notes.',
  addFailed: 'Your note was not added. What you typed is still here.',
  saveFailed: 'Your change was not saved. What you typed is still here.',
  removeFailed: 'The note was not deleted.',
  added: 'Note added.',
  saved: 'Change saved.',
  removed: 'Note deleted.',
} as const

export const account = {
  title: 'Account',
  profile: 'Profile',
  managed: 'Managed by your sign-in service. To change it, change it there.',
  name: 'Name',
  userName: 'User name',
  email: 'E-mail',
  emailUnverified: 'not yet confirmed',
  roles: 'Roles',
  none: 'Not given',
  signIn: 'This sign-in',
  ticketKind: 'Your ticket',
  signedInAt: 'Signed in',
  idleEnd: 'Ends if you do nothing',
  absoluteEnd: 'Ends at the latest',
  how: 'How you signed in',
  level: 'Level of assurance',
  permissions: 'What you allowed',
  noPermissions: 'Nothing beyond signing in.',
  appearance: 'Appearance',
  theme: 'Colours',
  themes: { system: 'Like my device', light: 'Light', dark: 'Dark' },
  leave: 'Done for today?',
  leaveText: 'Signing out ends this sign-in on this device and tears the ticket.',
} as const

/** RFC 8176 §2, for people. What is not listed is shown as it came. */
export const methods: Record<string, string> = {
  pwd: 'Password',
  otp: 'One-time code',
  mfa: 'More than one step',
  sms: 'Text message',
  pin: 'PIN',
  fpt: 'Fingerprint',
  face: 'Face',
  hwk: 'Security key',
  swk: 'Key on a device',
  user: 'Presence confirmed',
  pop: 'Proof of a key',
  kba: 'Security questions',
}

/** OpenID Connect Core §5.4 and the sample API. What is not listed is shown as it came. */
export const permissions: Record<string, string> = {
  openid: 'Know that it is you',
  profile: 'See your name',
  email: 'See your e-mail address',
  address: 'See your postal address',
  phone: 'See your phone number',
  offline_access: 'Stay signed in while you are away from the page',
  roles: 'See your roles',
  'notes:read': 'Read your notes',
  'notes:write': 'Write and delete your notes',
  'notes.read': 'Read your notes',
  'notes.write': 'Write and delete your notes',
  notes: 'Read and write your notes',
}

export const signedOut = {
  title: 'You are signed out',
  text: 'The ticket is torn; nothing of yours is left in this browser.',
  elsewhere: 'You may still be signed in at your sign-in service.',
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
  'refresh-failed': {
    title: 'You have been signed out',
    text: 'Your sign-in service no longer confirms your sign-in.',
  },
}

export const signInNeeded = {
  title: 'Sign in to continue',
  text: 'This page is only for people who are signed in. You will come back to exactly here.',
  unsaved: 'What you typed is still here. Sign in in a new tab, then come back to this one.',
  signInElsewhere: 'Sign in in a new tab',
  troubleTitle: 'Does this page keep coming back?',
  trouble: [
    'Allow cookies for this site; we need exactly one.',
    'Check that the date and time of this device are right.',
    'Switch off extensions that change or remove cookies, or try a private window.',
  ],
} as const

export const outOfReach = {
  title: 'We cannot reach Claimcheck',
  text: 'You are not signed out. The way between this device and us is interrupted; we keep trying.',
} as const

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

export const broken = {
  title: problems.internal.title,
  text: 'This page could not be shown. Loading it again often helps.',
  reload: 'Load again',
} as const

export const unsaved = {
  title: 'Leave without saving?',
  text: 'What you typed on this page has not been saved yet.',
  stay: 'Stay here',
  leave: 'Leave',
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
  if (status === 409 || status === 412) return 'It was changed somewhere else in the meantime.'
  if (status === 413) return problems['request-too-large'].title
  if (status === 429) return sayTooMany(retryAfterSeconds)
  if (status >= 500) return 'The service behind this page has trouble. Please try again in a moment.'
  return 'That was not accepted. Please check what you entered.'
}

function sayTooMany(seconds: number | undefined): string {
  const when = seconds === undefined ? 'in a moment' : `in ${Math.max(1, Math.ceil(seconds))} seconds`
  return `That was a lot at once. Please try again ${when}.`
}
