/** The front page. Only its one button says "sign in": all else is shown before we know who is here. */
export const home = {
  title: 'Your coat stays behind the counter',
  lead: 'Claimcheck signs you in and keeps the keys to your data on its server. Your browser holds a numbered ticket, and nothing worth stealing.',
  openNotes: 'Open your notes',
  timeLimit: 'You will be asked to sign in again after a while; your account page says when.',
  howTitle: 'How it works',
  how: [
    {
      title: 'You hand it over',
      text: 'You say who you are at a service you already use. We never see your password.',
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
  makersTitle: 'For those who build it',
  makers:
    'A React app in front, a small Koa server behind it. Signing in, keeping the keys and calling your APIs with them is done, tested and written to be read; the notes are a sample to replace.',
  makersFacts: [
    'Two commands to a first sign-in, with nothing to register',
    'Four settings for a sign-in service of your own',
    'No key ever reaches the browser, and tests that show it',
  ],
  drawing: [
    { place: 'Browser', holds: 'The app, and one cookie that no script can read' },
    { place: 'Counter', holds: 'Your keys, and who holds which ticket', by: 'shows the ticket' },
    { place: 'Your APIs', holds: 'The data', by: 'brings the key' },
  ],
  ticket: { kind: 'Cloakroom ticket', number: '2043' },
  keepTicket: 'Please keep this ticket',
} as const
