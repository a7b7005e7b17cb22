/** The account page, and what claims and scopes mean to people. */
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
