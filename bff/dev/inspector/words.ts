/**
 * What is known of each parameter: may it be shown, why is it there, who says so. The inspector shows a name
 * that does not stand here as a secret; so a new parameter is never shown by having been forgotten.
 */
import type { Detail } from 'shared/inspector'
import { claimWords } from './claim-words.ts'

export type Word = Pick<Detail, 'kind' | 'why' | 'spec'>

const secret = (why: string, spec?: string) => word('secret', why, spec)
const open = (why: string, spec?: string) => word('public', why, spec)
const personal = (why: string, spec?: string) => word('personal', why, spec)

const words: Readonly<Record<string, Word>> = {
  // the authorization request
  client_id: open('Which application is asking.', 'RFC 6749 §2.2'),
  response_type: open('We want a code, never a token in the address bar.', 'RFC 9700 §2.1.2'),
  response_mode: open('How the answer is to come back.', 'OAuth Multiple Response Types §2.1'),
  redirect_uri: open('Where the answer may go; it was registered beforehand.', 'RFC 9700 §2.1'),
  scope: open('What the application may do.', 'RFC 6749 §3.3'),
  state: secret('Ties the answer to this browser, against login CSRF.', 'RFC 9700 §2.1'),
  nonce: secret('Comes back inside the ID token, so that no other one fits.', 'OIDC Core §3.1.2.1'),
  code_challenge: secret('A hash of a secret that only the BFF knows.', 'RFC 7636 §4.2'),
  code_challenge_method: open('The hash is SHA-256; plain would protect nothing.', 'RFC 7636 §4.2'),
  resource: open('Which API the token is for.', 'RFC 8707 §2'),
  prompt: open('Whether the person has to be asked.', 'OIDC Core §3.1.2.1'),
  max_age: open('How long ago the sign-in may be, in seconds.', 'OIDC Core §3.1.2.1'),
  acr_values: open('How sure the server has to be of who this is.', 'OIDC Core §3.1.2.1'),
  display: open('In what window the page will be.', 'OIDC Core §3.1.2.1'),
  ui_locales: open('The languages the person reads.', 'OIDC Core §3.1.2.1'),
  login_hint: personal('Who is probably about to sign in.', 'OIDC Core §3.1.2.1'),
  id_token_hint: secret('Names who is signing out.', 'RP-Initiated Logout §2'),
  request: secret('All parameters in one signed object.', 'RFC 9101 §4'),
  request_uri: secret('Stands for the request that was pushed before.', 'RFC 9126 §2.2'),
  dpop_jkt: secret('The key the code is bound to.', 'RFC 9449 §10'),
  authorization_details: personal('What the application may do, in detail.', 'RFC 9396 §2'),
  claims: open('Which claims the application would like.', 'OIDC Core §5.5'),
  // the way back
  code: secret('Good for one visit to the token endpoint, within a minute.', 'RFC 6749 §4.1.2'),
  iss: open('Which server answers, against mix-up of two.', 'RFC 9207 §2'),
  response: secret('The whole answer as one signed object.', 'JARM §2.3'),
  session_state: secret('Changes when the person’s session at the server does.', 'OIDC Session §2'),
  error: open('What went wrong, as a code for programs.', 'RFC 6749 §4.1.2.1'),
  error_description: open(
    'The same in words for developers, never for people.',
    'RFC 6749 §4.1.2.1',
  ),
  // our own doors
  returnTo: open(
    'Where in the app to go afterwards: a local path, nothing else.',
    'RFC 9700 §4.11',
  ),
  target_link_uri: open('Where a sign-in that began elsewhere wants to end.', 'OIDC Core §4'),
  reason: open('Why the person is signed out.'),
  ref: open('Finds this request in the log.'),
  ticket: secret('Stands in for the cookie, for one download.'),
  // the token endpoint
  grant_type: open('What is handed in for tokens.', 'RFC 6749 §4.1.3'),
  code_verifier: secret('Proves that the code was asked for by us.', 'RFC 7636 §4.5'),
  client_secret: secret(
    'Proves that this is our BFF and not its client id alone.',
    'RFC 6749 §2.3',
  ),
  client_assertion: secret('A signature in place of a client secret.', 'RFC 7523 §3'),
  client_assertion_type: open('What kind of proof that is.', 'RFC 7523 §2.2'),
  refresh_token: secret('Gets the next access token; never leaves the server.', 'RFC 6749 §1.5'),
  access_token: secret('What the API wants to see; never reaches the browser.', 'RFC 6749 §1.4'),
  id_token: secret('Who signed in, signed by the server. Its claims are below.', 'OIDC Core §2'),
  token_type: open('How the token is to be presented.', 'RFC 6749 §7.1'),
  expires_in: open('How long the access token lives, in seconds.', 'RFC 6749 §5.1'),
  token: secret('The token that is to be revoked.', 'RFC 7009 §2.1'),
  token_type_hint: open('What kind of token that is.', 'RFC 7009 §2.1'),
  subject_token: secret('The person’s token, to be exchanged for another API’s.', 'RFC 8693 §2.1'),
  subject_token_type: open('What kind of token that is.', 'RFC 8693 §3'),
  requested_token_type: open('What kind of token is wanted for it.', 'RFC 8693 §2.1'),
  audience: open('Whom the new token is for.', 'RFC 8693 §2.1'),
  // signing out
  post_logout_redirect_uri: open(
    'Where to come back to; registered too.',
    'RP-Initiated Logout §2',
  ),
  logout_token: secret(
    'The server’s signed word that a session is over.',
    'Back-Channel Logout §2.4',
  ),
  // headers
  authorization: secret('The token or the client’s secret; set by the BFF alone.', 'RFC 6750 §2.1'),
  dpop: secret('Proof, for this one request, of the key the token is bound to.', 'RFC 9449 §4'),
  'x-csrf': open('Only script of our own origin can set it.', 'RFC 10017 §6.1.3.3.2'),
  'sec-fetch-site': open('The browser’s own word on who is asking.', 'Fetch Metadata §2.3'),
  origin: open('Which page is asking.', 'RFC 6454 §7'),
  'claimcheck-refusal': open('The BFF itself said no; nothing was forwarded.'),
  'www-authenticate': open('What the API would like to see instead.', 'RFC 6750 §3'),
  'retry-after': open('When to come again, in seconds.', 'RFC 9110 §10.2.3'),
  // documents of the authorization server
  issuer: open('The server’s name for itself; has to be the one in our settings.', 'RFC 8414 §3.3'),
  keys: open('Public keys, to check its signatures with.', 'RFC 7517 §5'),
}

export function wordFor(name: string): Word {
  const known = Object.hasOwn(words, name) ? words[name] : undefined
  return known ?? secret('Nothing this inspector knows, so it is treated as a secret.')
}

/** A claim of an ID token, of userinfo or of a logout token. */
export function wordForClaim(name: string): Word {
  const known = Object.hasOwn(claimWords, name) ? claimWords[name] : undefined
  return known ?? personal('About the person.')
}

function word(kind: Word['kind'], why: string, spec: string | undefined): Word {
  return { kind, why, ...(spec !== undefined && { spec }) }
}
