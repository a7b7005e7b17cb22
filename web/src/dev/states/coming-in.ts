/** On the way in: signed out, sent, refused, or back without a cookie. */
import type { State } from '../states.ts'

export const comingIn: readonly State[] = [
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
    letter: 'N',
    title: 'A browser that keeps no cookie',
    from: 'signed-out',
    faults: [{ id: 'cookie-blocked' }],
    path: '/notes',
    see: 'Does this page keep coming back?',
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
