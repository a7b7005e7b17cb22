/**
 * A request that changes something and is not lost when the session is: refused by our own BFF it waits until
 * its person is back, and is then sent once more (`held-requests.ts`). That is safe, because such a refusal says
 * that nothing was forwarded; a step-up may also be the API's own demand, which it makes instead of doing what
 * was asked (RFC 9470 §3). Reads need none of this: they are simply asked again.
 *
 * For `mutationFn`: while a mutation waits, the page counts as holding work, and is locked and not left.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Failure, ProblemError } from '../http.ts'
import { refusalIn } from './ask-session.ts'
import { stopped } from './cancelled.ts'
import type { HeldRequests, Need } from './held-requests.ts'
import { tellSession } from './session-query.ts'
import type { SessionEvent } from './session-state.ts'
import { useSessionLayer } from './use-session-layer.ts'

export interface Write {
  <T>(send: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Waits no longer for the last one, which may be done all the same (`ui/slow-write.tsx`). */
  stop(): void
}

/** @param action what it does, as "delete the note": somebody who must confirm is told what for */
export function useWrite(action?: string): Write {
  const client = useQueryClient()
  const { held } = useSessionLayer()
  const [{ begin, stop }] = useState(createWaiting)
  const write = <T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const signal = begin()
    const tell = (event: SessionEvent) => tellSession(client, event)
    return sendOrHold(() => send(signal), { held, tell, action })
  }
  return Object.assign(write, { stop })
}

function createWaiting() {
  let last = new AbortController()
  return {
    begin(): AbortSignal {
      last = new AbortController()
      return last.signal
    },
    stop: () => last.abort(stopped()),
  }
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
