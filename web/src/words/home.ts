/** The front page. Only its one button says "sign in": all else is shown before we know who is here. */
export const home = {
  title: 'Your coat stays behind the counter',
  lead: 'One stop at the counter, one numbered ticket. The keys to your data stay with us and never travel in your browser.',
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
  ticket: { kind: 'Cloakroom ticket', number: '2043' },
  keepTicket: 'Please keep this ticket',
} as const
