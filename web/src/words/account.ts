/** The account page, and what claims and scopes mean to people. */
export const account = {
  title: 'Account',
  lead: 'Who you are here, where you are signed in, and how to end it.',
  ticketKind: 'Your ticket',
  profile: 'Profile',
  managed: (service = 'your sign-in service') =>
    `Managed by ${service}. To change it, change it there.`,
  manage: (service: string) => `Your account at ${service}`,
  userName: 'User name',
  noEmail: 'No e-mail address given',
  emailUnverified: 'not yet confirmed',
  roles: 'Roles',
  permissions: 'What you allowed',
  permissionsText: 'What we may do for you, as you agreed at your sign-in service.',
  noPermissions: 'Nothing beyond signing in.',
  appearance: 'Appearance',
  appearanceText: 'For this browser only; nothing about it is sent anywhere.',
  leave: 'Sign out',
  leaveText: 'Ends it on this device and tears the ticket.',
  signedInAt: 'Signed in',
  idleEnd: 'Ends if you do nothing',
  absoluteEnd: 'Ends at the latest',
  level: 'Level of assurance',
} as const

/** How the app looks in this browser. The names of the choices are those of `ui/looks.ts`. */
export const looks = {
  theme: { title: 'Colours', choices: { system: 'Like my device', light: 'Light', dark: 'Dark' } },
  contrast: { title: 'Contrast', choices: { system: 'Like my device', more: 'Stronger' } },
  motion: { title: 'Movement', choices: { system: 'Like my device', less: 'None' } },
} as const

/** The list of devices. */
export const places = {
  title: 'Where you are signed in',
  text: 'Something you do not recognise? Sign it out here, then change your password at your sign-in service.',
  here: 'This device',
  unknownDevice: 'A browser we could not name',
  lastActive: 'Last active',
  now: 'Now',
  signedIn: 'Signed in',
  how: 'How',
  network: 'From network',
  ends: 'Ends by itself',
  onlyHere: 'Only this device is signed in.',
  count: (count: number) => (count === 1 ? 'One other device' : `${count} other devices`),
  loading: 'Loading where you are signed in',
  loadFailed: 'We could not load where you are signed in.',
  signOut: 'Sign out',
  signOutOf: (device: string, network: string | undefined) =>
    network === undefined ? `Sign out ${device}` : `Sign out ${device}, network ${network}`,
  signOutOthers: 'Sign out everywhere else',
  signingOut: 'Signing out…',
  askTitle: (device: string) => `Sign out ${device}?`,
  askText: 'Whoever uses it has to sign in again.',
  askOthersTitle: 'Sign out everywhere else?',
  askOthersText: (count: number) =>
    count === 1
      ? 'The other device has to sign in again. This one stays signed in.'
      : `${count} other devices have to sign in again. This one stays signed in.`,
  keep: 'Keep signed in',
  ended: (device: string) => `${device} is signed out.`,
  endedOthers: (count: number) =>
    count === 1 ? 'The other device is signed out.' : `${count} other devices are signed out.`,
  failed: (device: string) => `${device} is still signed in.`,
  failedOthers: 'The other devices are still signed in.',
  aboutTitle: 'What is this list?',
  about: [
    {
      question: 'Why is one laptop here twice?',
      answer: 'Each browser counts by itself, and so does a private window.',
    },
    {
      question: 'What does “last active” mean?',
      answer:
        'When somebody last did something there. A page that refreshes by itself does not count.',
    },
    {
      question: 'What does signing out end?',
      answer:
        'Only the sign-in to this app on that device, at once. Nothing is deleted, and the device stays signed in at your sign-in service.',
    },
  ],
} as const

/** What became of sign-ins lately. */
export const activity = {
  title: 'Recent activity',
  text: 'The last ten things that happened to your sign-ins here. Something that was not you? Change your password at your sign-in service.',
  none: 'Nothing has been noted yet.',
  untold: 'There is nothing to show right now.',
  network: (address: string) => `network ${address}`,
  what: {
    'signed-in': 'Signed in',
    confirmed: 'Confirmed that it was you',
    ended: 'Signed out',
  },
  ended: {
    user: 'Signed out',
    idle: 'Signed out after a while without activity',
    absolute: 'Signed out after the longest time we allow',
    replaced: 'Signed in anew in the same browser',
    'other-device': 'Signed out from another device',
    operator: 'Signed out by your organisation',
    'back-channel': 'Signed out by your sign-in service',
    'front-channel': 'Signed out by your sign-in service',
    'refresh-failed': 'Signed out, as your sign-in service no longer confirmed it',
  },
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

/** What `acr` values mean is between you and your authorization server; these are the local one's. */
export const levels: Record<string, string> = {
  'urn:claimcheck:one-factor': 'One step',
  'urn:claimcheck:two-factor': 'Two steps',
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
