/** In the middle of something: what is in the way, what comes near, what takes more. */
import type { State } from '../states.ts'

const typed = { type: 'A long thought' }

export const working: readonly State[] = [
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
    letter: 'P',
    title: 'A new version, and something typed',
    from: 'signed-in',
    path: '/notes',
    acts: [typed, { missing: 'code' }],
    see: 'A new version is ready.',
  },
]
