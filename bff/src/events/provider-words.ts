/**
 * The closed words in which events speak of an authorization server: what it was asked, and why what it said of a
 * logout was not believed. Lists, so that a dashboard can count by them.
 */
/** By what is asked there; the URLs are the authorization server's to choose. */
export type ProviderEndpoint =
  | 'metadata'
  | 'keys'
  | 'par'
  | 'token'
  | 'userinfo'
  | 'revocation'
  | 'other'

/** What is wrong with a logout token (Back-Channel Logout §2.6): a claim, a header member, or more. */
export type LogoutTokenFault =
  | 'malformed' // no JWS
  | 'encryption' // in clear where encryption was agreed, or not for a key of ours
  | 'iss'
  | 'typ'
  | 'alg'
  | 'aud'
  | 'iat'
  | 'exp'
  | 'jti'
  | 'subject' // neither sub nor sid
  | 'events'
  | 'nonce' // an ID token has one
  | 'signature'
  | 'keys' // the keys to verify it with cannot be had

export type ProviderLogoutRefusal =
  | LogoutTokenFault
  | 'request' // not the form, or the query, that the specification asks for
  | 'replay'
  | 'failed' // by us: the store, most likely
