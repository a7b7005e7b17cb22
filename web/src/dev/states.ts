/**
 * Every state that the person in front of the screen can meet, and how to come there for real: which faults, which
 * address, what is pressed. The gallery makes each of them at the press of a button, and so do the browser tests,
 * in development and on the built app; `see` is what then has to be on the screen.
 */
import type { FaultScope } from 'shared/inspector'

export interface Turn {
  id: string
  scope?: FaultScope
  times?: number
}

/** What happens once the page is there. */
export type Act =
  | { fault: Turn }
  /** Into the form of a new note. */
  | { type: string }
  /** A button, by the words on it; in the dialog, where there is one. */
  | { press: string }
  | { untick: string }
  /** What Vite says when a part of the code is missing: a newer version has taken its place. */
  | { missing: 'code' }
  /** As from another tab. */
  | { leave: 'elsewhere' }

export interface State {
  /** By letter, as the specification of the journeys has them. */
  letter: string
  title: string
  /** Who is there at the beginning. */
  from: 'signed-in' | 'signed-out'
  faults?: Turn[]
  path: string
  acts?: Act[]
  /** Words that are then on the screen. */
  see: string
  /** Nobody may be known at the sign-in service either, or it would let them pass without a word. */
  strangers?: true
  /** What no script can do: said, and left to you. */
  byHand?: string
}

const typed = { type: 'A long thought' }

export const states: readonly State[] = [
  {
    letter: 'A',
    title: 'Signed out, first visit',
    from: 'signed-out',
    path: '/',
    see: 'You will be asked to sign in again after a while',
  },
  {
    letter: 'B',
    title: 'A deep link while signed out',
    from: 'signed-out',
    path: '/notes?from=a-letter#note-list',
    strangers: true,
    see: 'Choose who you are.',
  },
  {
    letter: 'C',
    title: 'A sign-in link that was used already',
    from: 'signed-out',
    path: '/auth/callback?code=used&state=used',
    see: 'That sign-in link has already been used or took too long.',
  },
  {
    letter: 'D',
    title: 'Refused, or cancelled on the way',
    from: 'signed-out',
    faults: [{ id: 'consent-refused' }],
    path: '/auth/login?returnTo=/notes',
    see: 'You did not finish signing in. Nothing was shared.',
  },
  {
    letter: 'E',
    title: 'The sign-in service is away, while signing in',
    from: 'signed-out',
    faults: [{ id: 'provider-refuses', times: 3 }],
    path: '/auth/login?returnTo=/notes',
    see: 'The sign-in service is not answering.',
  },
  {
    letter: 'E',
    title: 'The sign-in service is away, while working',
    from: 'signed-in',
    path: '/notes',
    acts: [
      { fault: { id: 'token-expired' } },
      { fault: { id: 'provider-refuses', scope: 'session' } },
      typed,
      { press: 'Add note' },
    ],
    see: 'saving will be possible again soon',
  },
  {
    letter: 'E',
    title: 'The store is away',
    from: 'signed-in',
    path: '/notes',
    acts: [typed, { fault: { id: 'store-down', scope: 'session' } }, { press: 'Add note' }],
    see: 'We cannot look up your sign-in right now.',
  },
  {
    letter: 'F',
    title: 'About to end for want of activity',
    from: 'signed-in',
    faults: [{ id: 'idle-soon' }],
    // Where nothing is asked of an API, which would be activity.
    path: '/account',
    see: 'To keep your data safe we will sign you out.',
  },
  {
    letter: 'F',
    title: 'About to end for good',
    from: 'signed-in',
    faults: [{ id: 'absolute-soon' }],
    path: '/notes',
    see: 'This cannot be put off.',
  },
  {
    letter: 'G',
    title: 'Ended in the middle of a form',
    from: 'signed-in',
    path: '/notes',
    acts: [typed, { fault: { id: 'ended-elsewhere' } }],
    see: 'What you typed is still here. Sign in to carry on.',
  },
  {
    letter: 'H',
    title: 'Signed out in another tab',
    from: 'signed-in',
    path: '/notes',
    acts: [{ leave: 'elsewhere' }],
    see: 'You are signed out',
  },
  {
    letter: 'I',
    title: 'Ended from another device',
    from: 'signed-in',
    path: '/notes',
    acts: [{ fault: { id: 'ended-elsewhere' } }],
    see: 'Your sign-in here was ended from another device.',
  },
  {
    letter: 'I',
    title: 'Ended by the organisation',
    from: 'signed-in',
    path: '/notes',
    acts: [{ fault: { id: 'ended-by-operator' } }],
    see: 'Your sign-in was ended by your organisation.',
  },
  {
    letter: 'I',
    title: 'Ended by the sign-in service',
    from: 'signed-in',
    path: '/notes',
    acts: [{ fault: { id: 'ended-by-provider' } }],
    see: 'Your sign-in service ended this sign-in.',
  },
  {
    letter: 'J',
    title: 'An action that takes more',
    from: 'signed-in',
    path: '/notes',
    acts: [{ press: 'Delete all' }, { fault: { id: 'api-step-up' } }, { press: 'Delete all' }],
    see: 'You are about to delete all your notes.',
  },
  {
    letter: 'K',
    title: 'Not allowed to see it',
    from: 'signed-in',
    faults: [{ id: 'api-403', scope: 'session' }],
    path: '/notes',
    see: 'You do not have access to this page',
  },
  {
    letter: 'L',
    title: 'Offline',
    from: 'signed-in',
    path: '/notes',
    see: 'You are offline.',
    byHand: 'Then in DevTools: Network, Offline.',
  },
  {
    letter: 'M',
    title: 'A page that takes its time',
    from: 'signed-in',
    faults: [{ id: 'api-slow', scope: 'session' }],
    path: '/notes',
    see: 'Loading your notes',
  },
  {
    letter: 'M',
    title: 'A write that takes too long',
    from: 'signed-in',
    path: '/notes',
    acts: [typed, { fault: { id: 'api-silent' } }, { press: 'Add note' }],
    see: 'This takes longer than usual.',
  },
  {
    letter: 'N',
    title: 'A browser that keeps no cookie',
    from: 'signed-out',
    faults: [{ id: 'cookie-blocked' }],
    path: '/notes',
    see: 'Does this page keep coming back?',
  },
  {
    letter: 'O',
    title: 'Back, after signing out',
    from: 'signed-in',
    path: '/notes',
    acts: [{ press: 'Sign out' }],
    see: 'You are signed out',
    byHand: 'Then press Back: nothing private comes back with it.',
  },
  {
    letter: 'P',
    title: 'A new version, and something typed',
    from: 'signed-in',
    path: '/notes',
    acts: [typed, { missing: 'code' }],
    see: 'A new version is ready.',
  },
  {
    letter: 'Q',
    title: 'Signed out, everywhere that takes part',
    from: 'signed-in',
    path: '/notes',
    acts: [{ press: 'Sign out' }],
    see: 'The ticket is torn; nothing of yours is left in this browser.',
  },
  {
    letter: 'Q',
    title: 'Signed out, but not of the sign-in service',
    from: 'signed-in',
    path: '/notes',
    acts: [{ untick: 'Sign out of' }, { press: 'Sign out' }],
    see: 'You may still be signed in to',
  },
  {
    letter: 'R',
    title: 'Started from a tile at the sign-in service',
    from: 'signed-out',
    path: '/auth/login?login_hint=bob&target_link_uri=/account',
    strangers: true,
    see: 'The app expects Bob Baptiste, but you may be anyone.',
  },
]
