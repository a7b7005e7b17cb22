/**
 * Every path under which the browser may meet the BFF. First part = folder in `bff/src`, last part = file.
 * The web app, the BFF's route table and the tests all read them here, so a path cannot drift.
 */
export const paths = {
  login: '/auth/login',
  callback: '/auth/callback',
  session: '/auth/session',
  extend: '/auth/session/extend',
  /** Where the person is signed in; `…/:handle` is one of them. */
  sessions: '/auth/sessions',
  /** Server-sent events: what becomes of the session. */
  events: '/auth/events',
  /** Where a page gets a URL for one download without the cookie. */
  tickets: '/auth/tickets',
  logout: '/auth/logout',
  /** Where the authorization server sends the browser after end session (RP-Initiated Logout §3). */
  postLogout: '/auth/signed-out',
  /** Where the authorization server tells us that a session is over: itself, or by a frame in the browser. */
  backchannelLogout: '/auth/backchannel-logout',
  frontchannelLogout: '/auth/frontchannel-logout',
  /** Our public keys, for authorization servers. */
  jwks: '/auth/jwks',
  /** Where the browser reports violations of our content security policy. */
  cspReport: '/auth/csp-report',
  /** Pages of the web app that the BFF itself sends people to. */
  signedOutPage: '/signed-out',
  problemPage: '/problem',
  /** Where a sign-in in a window of its own ends: the page tells the others, and closes itself. */
  signedInPage: '/signed-in',
  /** `/api/<resource>/…` is forwarded to that resource server. */
  api: '/api',
} as const

/** The header a script adds to prove that it runs on our own origin (RFC 10017 §6.1.3.3.2). */
export const csrfHeader = { name: 'x-csrf', value: '1' } as const

/** On what a page asks by itself: it keeps nobody signed in. Believed for that and for nothing else. */
export const passiveHeader = { name: 'x-passive', value: '1' } as const

/** Stands on our own refusals and never on a resource server's answer: this request was not forwarded. */
export const refusalHeader = 'claimcheck-refusal'

/**
 * Stands in place of it on a problem of ours about a request that the resource server has seen: the words
 * are ours, but nobody may take the request for one that was never made.
 */
export const problemHeader = 'claimcheck-problem'

/** The `id` of the JSON block in `index.html` that holds the session view. */
export const sessionBlockId = 'claimcheck-session'
