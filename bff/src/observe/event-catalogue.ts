/**
 * What is observed, for the people who must answer for it (ASVS 16.1.1): what each event means and for how long
 * its lines are worth keeping. Level and fields stand in log-lines.ts, the fields' meanings in
 * event-fields.ts; `bff/docs/events.md` is written from the three.
 *
 * The compiler holds it to `events.ts`: an event without a meaning does not build.
 */
import type { EventName } from '../events.ts'

/** How long, is the operator's to decide; these are what each kind is kept for. */
export const retention = {
  security: 'who came in, who did not, and what ended: a year, beside the audit lines',
  operation: 'what broke, for comparing this month with the last: 90 days',
  traffic: 'one line a request, for looking into what just happened: 14 days',
} as const

export interface CatalogueEntry {
  meaning: string
  keep: keyof typeof retention
}

export const eventCatalogue: { [N in EventName]: CatalogueEntry } = {
  'app.started': { meaning: 'The process listens.', keep: 'operation' },
  'app.stopped': {
    meaning: 'It was asked to stop, and has let go of everything.',
    keep: 'operation',
  },
  'worker.lost': {
    meaning: 'A worker process ended that nobody had asked to; another takes its place.',
    keep: 'operation',
  },
  'request.finished': { meaning: 'A request is over, one line each.', keep: 'traffic' },
  'request.failed': {
    meaning: 'A request was refused for a reason worth telling, or something of ours broke.',
    keep: 'operation',
  },
  'request.cross-site': {
    meaning: 'A request that did not come from our own pages was refused.',
    keep: 'security',
  },
  'request.limited': {
    meaning: 'A request was refused for being one too many.',
    keep: 'security',
  },
  'cookie.ambiguous': {
    meaning: 'A browser sent one of our cookies twice: somebody may be tossing cookies.',
    keep: 'security',
  },
  'csp.violated': {
    meaning: 'A browser reports that a page broke our content security policy.',
    keep: 'operation',
  },
  'login.started': { meaning: 'Somebody went to the authorization server.', keep: 'security' },
  'login.return-path-refused': {
    meaning: 'A link asked to lead elsewhere after the sign-in; it leads to `/`.',
    keep: 'security',
  },
  'login.succeeded': { meaning: 'Somebody signed in; a session began.', keep: 'security' },
  'login.narrowed': {
    meaning: 'Not all that was asked for was granted (RFC 9396 §7).',
    keep: 'operation',
  },
  'login.failed': { meaning: 'A sign-in came back and made no session.', keep: 'security' },
  'client.secret-switched': {
    meaning: 'The authorization server refused one client secret; the other is used from now on.',
    keep: 'operation',
  },
  'token.refreshed': { meaning: 'An access token was renewed.', keep: 'operation' },
  'token.refresh-failed': {
    meaning: 'It was not; when fatal, the session ends.',
    keep: 'security',
  },
  'token.refresh-interrupted': {
    meaning: 'A refresh was begun and never saved: some process died in between.',
    keep: 'operation',
  },
  'token.not-obtained': {
    meaning: 'A token of our own, or one by exchange, could not be had.',
    keep: 'operation',
  },
  'token.revocation-failed': {
    meaning: 'A session is over here; its tokens may live on until they run out.',
    keep: 'security',
  },
  'logout.provider': {
    meaning: 'The authorization server ended sessions of ours.',
    keep: 'security',
  },
  'logout.provider-refused': {
    meaning: 'Somebody claimed to be it and was not believed, or it could not be done.',
    keep: 'security',
  },
  'session.used': {
    meaning: 'A session was in use; once a minute at most.',
    keep: 'traffic',
  },
  'session.ended': { meaning: 'A session ended, and why.', keep: 'security' },
  'session.used-after-end': {
    meaning: 'A cookie came that its browser had given up: a copy, or a late request.',
    keep: 'security',
  },
  'provider.asked': { meaning: 'The authorization server was asked.', keep: 'traffic' },
  'provider.unreachable': {
    meaning: 'The authorization server does not answer; nobody is signed out by it.',
    keep: 'operation',
  },
  'provider.refused': {
    meaning: 'Its metadata contradicts our settings or is unsafe; we do not go there.',
    keep: 'security',
  },
  'resource.failed': { meaning: 'An API did not answer as it should.', keep: 'operation' },
  'storage.failed': { meaning: 'The store did not answer.', keep: 'operation' },
}
