/**
 * The names under which a session can be found again: all of one person's, or the one that belongs to a
 * session at the authorization server. Hashed, so that the store's index tells nobody who has an account.
 * They live and die with the session record, whatever id it is renewed to (Back-Channel Logout §2.7).
 */
import { digest } from '../storage/digest.ts'
import type { SessionRecord } from './session-record.ts'

/** `iss` and `sub` together name a person (OpenID Connect Core §5.7). */
export function subjectMark(iss: string, sub: string): string {
  return `sub:${digest(JSON.stringify([iss, sub]))}`
}

/** `sid` is unique within its issuer only (Back-Channel Logout §2.1). */
export function sidMark(iss: string, sid: string): string {
  return `sid:${digest(JSON.stringify([iss, sid]))}`
}

export function marksOf({ iss, sub, sid }: SessionRecord): string[] {
  return sid === undefined ? [subjectMark(iss, sub)] : [subjectMark(iss, sub), sidMark(iss, sid)]
}
