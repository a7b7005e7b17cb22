/**
 * `<Show when="signed-in">`: what depends on who is here. Decides what is shown, never what is allowed; while
 * nobody knows, it shows nothing.
 */
import type { ReactNode } from 'react'
import type { User } from 'shared/session'
import { useSession } from './use-session.ts'

type When = 'signed-in' | 'signed-out' | { role: string } | ((user: User) => boolean)

export function Show({
  when,
  fallback,
  children,
}: {
  when: When
  fallback?: ReactNode
  children: ReactNode
}) {
  const session = useSession()
  if (session.status === 'authenticated') {
    return fits(when, session.view.user) ? children : fallback
  }
  if (session.status !== 'unauthenticated') return null
  return when === 'signed-out' ? children : fallback
}

function fits(when: When, user: User): boolean {
  if (typeof when === 'function') return when(user)
  if (typeof when === 'object') return user.roles?.includes(when.role) === true
  return when === 'signed-in'
}
