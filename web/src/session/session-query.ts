/**
 * The session as a query: key, fetcher and freshness in one place. The query never errors; what happened
 * goes through `nextSession`, so "cannot ask" is a state to show and not an exception to catch. Asking
 * never extends the session (`GET /auth/session` does not), so asking on focus is free of side effects.
 */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { askSession } from './ask-session.ts'
import { hasWork } from './page-facts.ts'
import {
  askAgainAfterMs,
  loading,
  nextSession,
  type SessionEvent,
  type SessionState,
} from './session-state.ts'

export const sessionKey = ['session'] as const

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => settled(client, await askSession(signal)),
  staleTime: 5_000,
  // Kept though nobody may be looking: the guard and the cover ask the cache, not a component.
  gcTime: Number.POSITIVE_INFINITY,
  // Offline it asks all the same and fails: "paused" would look like loading for ever.
  networkMode: 'always',
  // Whoever comes back to a page that says "signed out" has perhaps just signed in elsewhere.
  refetchOnWindowFocus: (query) => query.state.data?.status === 'authenticated' || 'always',
  refetchOnReconnect: true,
  refetchInterval: (query) => (query.state.data ? askAgainAfterMs(query.state.data) : false),
})

/** Reads the state when the answer arrives, not when the question was asked: a refusal may lie between. */
export function settled(client: QueryClient, event: SessionEvent, failed?: object): SessionState {
  const circumstances = { hasWork: hasWork(client, failed), nowMs: Date.now() }
  return nextSession(sessionNow(client), event, circumstances)
}

export function sessionNow(client: QueryClient): SessionState {
  return client.getQueryData<SessionState>(sessionKey) ?? loading
}

/**
 * Something other than the session query learnt about the session: a refused call, the inline block.
 *
 * @param failed the write that was refused, if it was one
 */
export function tellSession(client: QueryClient, event: SessionEvent, failed?: object): void {
  // A question already under way was asked before this news; its answer must not undo it.
  void client.cancelQueries({ queryKey: sessionKey })
  client.setQueryData<SessionState>(sessionKey, settled(client, event, failed))
}

/** Somebody says that something has changed. Nobody is believed but the BFF, and asking it changes nothing. */
export function askAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: sessionKey })
}
