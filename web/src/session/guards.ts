/**
 * More guards, as route middleware like `require-user.ts`, and like it about what to show: what anybody may
 * do is the BFF's to decide, with the same `acr` and age in its resource table.
 */
import type { QueryClient } from '@tanstack/react-query'
import { type MiddlewareFunction, redirect, redirectDocument } from 'react-router'
import type { SignedInView } from 'shared/session'
import { ProblemError } from '../http.ts'
import { startPath } from '../start-path.ts'
import { definiteSession } from './require-user.ts'
import { loginPath, returnPathOf, withHash } from './return-path.ts'

/** Thrown where somebody is signed in and that is not enough; shown by `pages/forbidden.tsx`. */
export class Forbidden {}

/** A right that is missing stays missing after another sign-in as the same person: never sent there to loop. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof Forbidden || (error instanceof ProblemError && error.failure.status === 403)
  )
}

/** For pages of one role. Put it below `requireUser`. */
export function requireRole(client: QueryClient, role: string): MiddlewareFunction {
  return async (_args, next) => {
    const state = await definiteSession(client)
    if ('view' in state && state.view.user.roles?.includes(role)) return next()
    throw new Forbidden()
  }
}

export interface Freshness {
  acrValues?: readonly string[]
  maxAge?: number
}

/** For pages that only somebody who has just confirmed who they are should open. Put it below `requireUser`. */
export function requireFresh(client: QueryClient, freshness: Freshness): MiddlewareFunction {
  return async ({ request }, next) => {
    const state = await definiteSession(client)
    if (state.status !== 'authenticated' || isFresh(state.view, freshness)) return next()
    throw redirectDocument(loginPath(returnPathOf(withHash(new URL(request.url)), '/'), freshness))
  }
}

/** For pages that make no sense to somebody who is signed in, such as an offer to sign in. */
export function publicOnly(client: QueryClient, to = startPath): MiddlewareFunction {
  return async (_args, next) => {
    const { status } = await definiteSession(client)
    if (status === 'authenticated') throw redirect(to)
    return next()
  }
}

/** By the BFF's clock on both sides: how old the sign-in was when we were told, and that was lately. */
export function isFresh({ session }: SignedInView, { acrValues, maxAge }: Freshness): boolean {
  const { acr, authTime, now } = session
  if (acrValues && (acr === undefined || !acrValues.includes(acr))) return false
  return maxAge === undefined || now - authTime <= maxAge
}
