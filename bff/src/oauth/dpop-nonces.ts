/**
 * What servers want to find in the next proof (RFC 9449 §8, §9): the newest nonce of each, from whichever
 * answer it came with, good or bad. By origin, and our configuration and the provider's metadata name the
 * origins, so there are few. One book for an authorization server and another for the APIs: a nonce of one
 * is never told to the other, not even where both live at one address.
 */

export interface Nonces {
  for(url: string): string | undefined
  /** Takes what an answer from there carried: nothing, several, or what is no nonce, changes nothing. */
  note(url: string, nonce: unknown): void
}

/** §8.1: NQCHAR, so no quote and no backslash; and no longer than a header field should be. */
const wellFormed = /^[\x21\x23-\x5b\x5d-\x7e]{1,1024}$/

export function createNonces(): Nonces {
  const newest = new Map<string, string>()
  return {
    for: (url) => newest.get(new URL(url).origin),
    note(url, nonce) {
      if (typeof nonce !== 'string' || !wellFormed.test(nonce)) return
      newest.set(new URL(url).origin, nonce)
    },
  }
}
