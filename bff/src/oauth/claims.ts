/**
 * From claims to what the browser may see of a person: an allow-list, never the whole set (ASVS 15.3.1).
 * Claims are foreign input: only values of the right shape and a sane length pass.
 */
import type { User } from 'shared/session'

const lengthLimit = 256
const rolesLimit = 50

/** @param claims of the ID token, and of userinfo where it was asked. `sub` has been verified. */
export function userOf(claims: Record<string, unknown> & { sub: string }): User {
  const user: User = { sub: claims.sub }
  const name = text(claims.name)
  const preferredUsername = text(claims.preferred_username)
  const email = text(claims.email)
  if (name !== undefined) user.name = name
  if (preferredUsername !== undefined) user.preferredUsername = preferredUsername
  if (email !== undefined) user.email = email
  if (typeof claims.email_verified === 'boolean') user.emailVerified = claims.email_verified
  if (Array.isArray(claims.roles)) {
    user.roles = claims.roles.flatMap((role) => text(role) ?? []).slice(0, rolesLimit)
  }
  return user
}

/** Does this user have anything a person would recognise? If not, userinfo is worth asking. */
export function isNameless(user: User): boolean {
  return !user.name && !user.preferredUsername && !user.email
}

/** A non-empty string of bearable length, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, lengthLimit) : undefined
}
