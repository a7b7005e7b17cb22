/** The session in components. */
import { useQuery } from '@tanstack/react-query'
import type { SignedInView, User } from 'shared/session'
import { sessionQuery } from './session-query.ts'
import { loading, type SessionState } from './session-state.ts'

export function useSession(): SessionState {
  return useQuery(sessionQuery).data ?? loading
}

/** The last view known to be true; also of a page that waits for its person, out of sight. */
export function useOptionalView(): SignedInView | undefined {
  const session = useSession()
  return 'view' in session ? session.view : undefined
}

export function useOptionalUser(): User | undefined {
  return useOptionalView()?.user
}

/** Below the guard, where there always is one. */
export function useUser(): User {
  const user = useOptionalUser()
  if (user === undefined)
    throw new Error('Nobody is signed in here: put the page below requireUser.')
  return user
}
