/** The session in components. `useSession` anywhere; `useSignedIn` only below the guard. */
import { useQuery } from '@tanstack/react-query'
import type { SignedInView } from 'shared/session'
import { sessionQuery } from './session-query.ts'
import { loading, type SessionState } from './session-state.ts'

export function useSession(): SessionState {
  return useQuery(sessionQuery).data ?? loading
}

/** The last view known to be true, or nothing. */
export function useOptionalView(): SignedInView | undefined {
  const session = useSession()
  return session.status === 'authenticated' ? session.view : undefined
}
