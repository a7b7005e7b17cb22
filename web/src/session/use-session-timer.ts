/** How long this sign-in still lasts, second by second. For countdowns; limits are kept by the BFF. */
import { useEffect, useState } from 'react'
import { timeLeft, type TimeLeft, type Warning, warningOf } from './session-timer.ts'
import { useSession } from './use-session.ts'

const none = { idleInMs: 0, absoluteInMs: 0 }

export function useSessionTimer(): TimeLeft & { nowMs: number; warning: Warning | undefined } {
  const session = useSession()
  const nowMs = useNow(1_000)
  return { ...(timeLeft(session, nowMs) ?? none), nowMs, warning: warningOf(session) }
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
