/**
 * The return from a step-up: a sign-in that was asked for more (`acr_values`, `max_age`) by somebody who was
 * signed in. It raises that session and is good for nothing else, so it must be the same person, and the
 * session must still be there (Security BCP update §2.3.2: whoever else comes back has not meant this one).
 *
 * Refuses anybody else, and what they were granted is revoked; the session that was to be raised goes on as
 * it was. A plain sign-in is none of this: with it people change accounts, and the old session ends.
 */
import type { SessionFinder } from '../session/session-finder.ts'
import type { SessionRecord } from '../session/session-record.ts'
import type { Revocation } from './revocation.ts'
import { type LoginError, type SignIn, loginError } from './sign-in.ts'
import { rowSeconds } from './step-up.ts'
import type { Transaction } from './transaction.ts'

/** What the new session takes over from the one it replaces. */
export interface Raised {
  /** As it was: a call asked for the step-up, and nothing that calls can bring about moves it (SC-11). */
  absoluteExpiresAt: number
  stepUp: (now: number) => NonNullable<SessionRecord['stepUp']>
}

export interface StepUpReturnDeps {
  finder: Pick<SessionFinder, 'find'>
  revocation: Pick<Revocation, 'revokeGrant'>
}

/** @returns undefined for a sign-in that is no step-up @throws LoginError */
export type ReturnFromStepUp = (
  transaction: Transaction,
  signIn: SignIn,
) => Promise<Raised | undefined>

export function createReturnFromStepUp(deps: StepUpReturnDeps): ReturnFromStepUp {
  return async (transaction, signIn) => {
    const { previousSession, maxAge } = transaction
    if (previousSession === undefined || !isStepUp(transaction)) return undefined
    const previous = (await deps.finder.find(previousSession))?.record
    if (previous === undefined) throw refused(signIn, 'step-up-late')
    const { iss, sub } = signIn.grant.claims
    if (previous.iss !== iss || previous.sub !== sub) throw refused(signIn, 'another-person')
    return {
      absoluteExpiresAt: previous.absoluteExpiresAt,
      stepUp: (now) => ({
        ...(maxAge !== undefined && { maxAge }),
        inRow: now - previous.createdAt <= rowSeconds ? (previous.stepUp?.inRow ?? 0) + 1 : 1,
      }),
    }
  }

  function refused({ grant }: SignIn, why: 'another-person' | 'step-up-late'): LoginError {
    deps.revocation.revokeGrant(grant, grant.claims.iss, 'none')
    return loginError(why)
  }
}

export function isStepUp({
  acrValues,
  maxAge,
}: Pick<Transaction, 'acrValues' | 'maxAge'>): boolean {
  return acrValues !== undefined || maxAge !== undefined
}
