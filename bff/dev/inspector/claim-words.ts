/** What is known of each claim. One that does not stand here says something about a person, and is masked. */
import type { Word } from './words.ts'

export const claimWords: Readonly<Record<string, Word>> = {
  iss: { kind: 'public', why: 'Who says all this.', spec: 'OIDC Core §2' },
  aud: { kind: 'public', why: 'For whom: it must be us.', spec: 'OIDC Core §2' },
  azp: { kind: 'public', why: 'Who asked for it, when it is for several.', spec: 'OIDC Core §2' },
  exp: { kind: 'public', why: 'Not to be accepted after this.', spec: 'OIDC Core §2' },
  iat: { kind: 'public', why: 'When it was signed.', spec: 'OIDC Core §2' },
  nbf: { kind: 'public', why: 'Not to be accepted before this.', spec: 'RFC 7519 §4.1.5' },
  auth_time: { kind: 'public', why: 'When the person really signed in.', spec: 'OIDC Core §2' },
  acr: { kind: 'public', why: 'How sure the server is of who it is.', spec: 'OIDC Core §2' },
  amr: { kind: 'public', why: 'By which methods it made sure.', spec: 'RFC 8176 §1' },
  events: { kind: 'public', why: 'Makes this a logout token.', spec: 'Back-Channel Logout §2.4' },
  roles: { kind: 'public', why: 'What the person may do in the app.' },
  email_verified: { kind: 'public', why: 'Whether the address was tried.', spec: 'OIDC Core §5.1' },
  nonce: { kind: 'secret', why: 'The one we sent, come back.', spec: 'OIDC Core §3.1.3.7' },
  sid: {
    kind: 'secret',
    why: 'The session at the server, for its logout.',
    spec: 'OIDC Session §3',
  },
  jti: {
    kind: 'secret',
    why: 'Makes this token recognisable when it comes twice.',
    spec: 'RFC 7519 §4.1.7',
  },
  at_hash: { kind: 'secret', why: 'Ties the access token to it.', spec: 'OIDC Core §3.1.3.6' },
  c_hash: { kind: 'secret', why: 'Ties the code to it.', spec: 'OIDC Core §3.3.2.11' },
  s_hash: { kind: 'secret', why: 'Ties the state to it.', spec: 'FAPI 1.0 Part 2 §5.1' },
}
