/** On the way out: by oneself, here or elsewhere, or by somebody else. */
import type { State } from '../states.ts'

export const goingOut: readonly State[] = [
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
    letter: 'O',
    title: 'Back, after signing out',
    from: 'signed-in',
    path: '/notes',
    acts: [{ press: 'Sign out' }],
    see: 'You are signed out',
    byHand: 'Then press Back: nothing private comes back with it.',
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
]
