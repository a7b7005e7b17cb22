/** What jose's errors say, by their codes: it gives every error of its own one (`ERR_J…`). */

/** The set holds no key of that name. All else about a token says that it is bad. */
export function isUnknownKey(thrown: unknown): boolean {
  return codeOf(thrown) === 'ERR_JWKS_NO_MATCHING_KEY'
}

/** @returns whether jose refused the token, or the way to its key broke */
export function isBadToken(thrown: unknown): boolean {
  return codeOf(thrown).startsWith('ERR_J')
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}
