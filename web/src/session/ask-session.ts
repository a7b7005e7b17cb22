/**
 * `GET /auth/session` → what it means for the session, as an event; it throws for a cancelled question
 * only. Apart from `session-query.ts` because it runs before React and Query are loaded.
 */
import { paths } from 'shared/paths'
import { ProblemError, request } from '../http.ts'
import type { SessionEvent } from './session-state.ts'
import { isEndReason, sessionView } from './session-view.ts'

export async function askSession(signal?: AbortSignal, send = fetch): Promise<SessionEvent> {
  try {
    const ask = { schema: sessionView, timeoutMs: 10_000, ...(signal && { signal }) }
    const view = await request(paths.session, ask, send)
    return { type: 'answered', view }
  } catch (error) {
    if (signal?.aborted) throw error
    return refusalIn(error) ?? { type: 'failed' }
  }
}

/** Does this failure say that the session is over? Only our own refusal can (see `http.ts`). */
export function refusalIn(error: unknown): SessionEvent | undefined {
  if (!(error instanceof ProblemError) || !error.failure.refused) return undefined
  const { code, reason } = error.failure
  if (code !== 'session-required' && code !== 'session-ended') return undefined
  return { type: 'refused', reason: isEndReason(reason) ? reason : undefined }
}
