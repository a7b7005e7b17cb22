/** Tells of every change of the session, whoever learnt of it: the query, a refused call, another tab. */
import type { QueryClient } from '@tanstack/react-query'
import { sessionKey, sessionNow } from './session-query.ts'
import type { SessionState } from './session-state.ts'

export function followSession(
  client: QueryClient,
  changed: (before: SessionState, after: SessionState) => void,
): void {
  let before = sessionNow(client)
  client.getQueryCache().subscribe(({ query }) => {
    const after = sessionNow(client)
    if (query.queryKey[0] !== sessionKey[0] || after === before) return
    const last = before
    before = after
    changed(last, after)
  })
}
