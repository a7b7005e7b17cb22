/**
 * A request that changes something and is not lost when the session is: refused by our own BFF it waits until
 * its person is back, and is then sent once more (`held-requests.ts`). That is safe, because such a refusal says
 * that nothing was forwarded; a step-up may also be the API's own demand, which it makes instead of doing what
 * was asked (RFC 9470 §3). Reads need none of this: they are simply asked again.
 *
 * For `mutationFn`: while a mutation waits, the page counts as holding work, and is locked and not left.
 */
import { useQueryClient } from '@tanstack/react-query'
import { type Ask, type Failure, ProblemError, request } from '../http.ts'
import { refusalIn } from './ask-session.ts'
import type { HeldRequests, Need } from './held-requests.ts'
import { tellSession } from './session-query.ts'
import type { SessionEvent } from './session-state.ts'
import { useSessionLayer } from './use-session-layer.ts'

export type Write = <T>(path: string, ask: Ask<T>) => Promise<T>

/** @param action what it does, as "delete the note": somebody who must confirm is told what for */
export function useWrite(action?: string): Write {
  const client = useQueryClient()
  const { held } = useSessionLayer()
  return (path, ask) =>
    sendOrHold(() => request(path, ask), {
      held,
      tell: (event) => tellSession(client, event),
      action,
    })
}

export interface Holding {
  held: Pick<HeldRequests, 'hold'>
  tell: (event: SessionEvent) => void
  action?: string | undefined
}

export async function sendOrHold<T>(
  send: () => Promise<T>,
  { held, tell, action }: Holding,
): Promise<T> {
  try {
    return await send()
  } catch (error) {
    const need = needOf(error, action)
    if (need === undefined) throw error
    const answer = held.hold(need, send, error)
    const refusal = refusalIn(error)
    if (refusal) tell(refusal)
    return answer
  }
}

function needOf(error: unknown, action: string | undefined): Need | undefined {
  if (refusalIn(error)) return { kind: 'session' }
  if (!(error instanceof ProblemError) || error.failure.code !== 'step-up-required')
    return undefined
  return { kind: 'step-up', ...(action !== undefined && { action }), ...hints(error.failure) }
}

function hints({ acrValues, maxAge }: Failure) {
  return { ...(acrValues && { acrValues }), ...(maxAge !== undefined && { maxAge }) }
}
