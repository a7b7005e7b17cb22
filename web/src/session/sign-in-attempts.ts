/**
 * At most one automatic sign-in a minute and tab. When cookies are blocked, a sign-in succeeds over there
 * and is forgotten over here; without this guard the browser would go round for ever. After one attempt
 * that did not stick, the person gets a page with a button and an explanation instead.
 */
const key = 'claimcheck.sign-in-started-at'
const pauseMs = 60_000

export interface SignInAttempts {
  /** May the guard go to the sign-in page by itself now? Saying yes counts as having done so. */
  mayStart(): boolean
  succeeded(): void
}

/**
 * Kept in session storage: it must survive the trip to the authorization server, in this tab alone. Given
 * as a function, because where storage is forbidden already the word `sessionStorage` throws.
 */
export function createSignInAttempts(storage: () => Storage, now: () => number): SignInAttempts {
  return {
    mayStart() {
      // Where the browser forbids storage, it will forbid the cookie too: do not start what cannot end.
      return attempt(() => {
        const startedAt = Number(storage().getItem(key) ?? 0)
        if (now() - startedAt < pauseMs) return false
        storage().setItem(key, String(now()))
        return true
      })
    },
    succeeded() {
      attempt(() => {
        storage().removeItem(key)
        return true
      })
    },
  }
}

function attempt(action: () => boolean): boolean {
  try {
    return action()
  } catch {
    return false
  }
}
