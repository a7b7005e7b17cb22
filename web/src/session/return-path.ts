/**
 * Where to go after signing in, as the browser sees it: path, search and hash of a page of ours. The BFF
 * judges it again and stores it in the transaction; this side only builds links worth following.
 */
import { paths } from 'shared/paths'

interface Place {
  pathname: string
  search: string
  hash: string
}

/** What may be asked of a sign-in, in the words of OpenID Connect Core §3.1.2.1. */
export interface SignInWish {
  prompt?: 'login' | 'select_account' | 'create'
  display?: 'page' | 'popup' | 'touch'
  loginHint?: string
  acrValues?: readonly string[]
  maxAge?: number
}

/** The hash is kept because we encode it ourselves; a server-side redirect would never have seen it. */
export function loginPath(returnTo: string, wish: SignInWish = {}): string {
  const { prompt, display, loginHint, acrValues, maxAge } = wish
  const words = {
    returnTo,
    prompt,
    display,
    login_hint: loginHint,
    acr_values: acrValues?.join(' ') || undefined,
    max_age: maxAge,
  }
  const said = Object.entries(words).filter(([, value]) => value !== undefined)
  const pairs = said.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `${paths.login}?${pairs.join('&')}`
}

/**
 * Where a navigation leads, hash included: a request has none, as no server would be told of it, but on a page
 * that has just been opened the address bar still has.
 */
export function withHash(url: URL, shown: Place | undefined = globalThis.location): Place {
  const { pathname, search } = url
  const isShown = shown?.pathname === pathname && shown.search === search
  return { pathname, search, hash: isShown ? shown.hash : url.hash }
}

/** Coming back to "you are signed out" or "that did not work" would be absurd: go home instead. */
export function returnPathOf(place: Place, home: string): string {
  const isAboutSigningIn =
    place.pathname === paths.signedOutPage || place.pathname === paths.problemPage
  if (isAboutSigningIn) return localPath(new URLSearchParams(place.search).get('returnTo')) ?? home
  return localPath(place.pathname + place.search + place.hash) ?? home
}

/**
 * Starts with one slash, and a URL parser agrees that it stays here: `/\evil.example` and a tab after the
 * slash both lead to another origin although they look local.
 */
export function localPath(path: string | null): string | undefined {
  if (path === null || !/^\/(?![/\\])/.test(path)) return undefined
  const here = 'https://here.invalid'
  const url = URL.parse(path, here)
  return url?.origin === here ? url.pathname + url.search + url.hash : undefined
}
