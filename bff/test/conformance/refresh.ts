/** The driver's third part: the access token has run out, and the web app calls the API. */
import type { JWTPayload } from 'jose'
import type { Grant } from './liar/books.ts'
import type { Lies } from './liar/lies.ts'
import type { Encounter } from './sign-in.ts'
import type { Browser } from '../browser.ts'

/** The API is the liar's userinfo: an answer with a `sub` was got with a living access token. */
export function callApi({ bff }: Encounter, browser: Browser): Promise<Response> {
  return browser.fetch(`${bff.origin}/api/notes`)
}

/** Honest at sign-in, and then a lie in every refreshed ID token. */
export function whenRefreshed(change: (claims: JWTPayload) => JWTPayload): Partial<Lies> {
  return {
    idTokenClaims: (claims: JWTPayload, grant: Grant) =>
      grant.refreshes === 0 ? claims : change(claims),
  }
}

export const pastExpiryMs = 301_000
