/**
 * The guard of the private branch, as route middleware: it runs before anything of a private page is made,
 * so no wrong frame can be painted. It decides what to *show*; what anybody may *do* is decided by the BFF
 * on every request (RFC 10017 §6.1.2.1), so a manipulated browser gains an empty page and nothing else.
 */
import type { QueryClient } from '@tanstack/react-query'
import { createContext, type MiddlewareFunction, redirectDocument } from 'react-router'
import type { EndReason, User } from 'shared/session'
import { loginPath, returnPathOf, withHash } from './return-path.ts'
import { sessionNow, sessionQuery } from './session-query.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'

/** For loaders under the guard: `context.get(userContext)` is never null there. */
export const userContext = createContext<User>()

/** Thrown instead of a redirect when going straight to the sign-in page would surprise or loop. */
export class SignInNeeded {
  readonly reason: EndReason | undefined

  constructor(reason: EndReason | undefined) {
    this.reason = reason
  }
}

export class OutOfReach {}

export function requireUser(client: QueryClient, attempts: SignInAttempts): MiddlewareFunction {
  return async ({ request, context }, next) => {
    const state = await definiteSession(client)
    // Locked: the page stays where it is, covered (`private-pages.tsx`), even if the Back button is pressed.
    if ('view' in state) {
      if (state.status === 'authenticated') attempts.succeeded()
      context.set(userContext, state.view.user)
      return next()
    }
    if (state.status !== 'unauthenticated') throw new OutOfReach()
    // Somebody who was signed out is told so first; and one automatic attempt is all there is (FE-06).
    if (state.reason !== undefined || !attempts.mayStart()) throw new SignInNeeded(state.reason)
    throw redirectDocument(loginPath(returnPathOf(withHash(new URL(request.url)), '/')))
  }
}

/** A known "yes" is enough; everything else is worth asking once more, unless asked seconds ago. */
export async function definiteSession(client: QueryClient) {
  const known = sessionNow(client)
  if ('view' in known) return known
  const staleTime = known.status === 'unreachable' ? 0 : 5_000
  return client.fetchQuery({ ...sessionQuery, staleTime })
}
