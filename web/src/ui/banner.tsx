/**
 * One line below the bar when the way to the BFF is interrupted. A status, not an alert: nothing is lost,
 * nobody is signed out, and it goes away by itself.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { sessionKey } from '../session/session-query.ts'
import { isStale } from '../session/session-state.ts'
import { useSession } from '../session/use-session.ts'
import { outOfReach } from '../words/failures.ts'
import { shell } from '../words/shell.ts'

export function Banner() {
  const client = useQueryClient()
  const session = useSession()
  const online = useSyncExternalStore(onConnection, () => navigator.onLine)
  const text = sayTrouble()
  return (
    <div role="status" className="banner-place">
      {text && (
        <div className="banner">
          <p>{text}</p>
          <button
            type="button"
            className="button button-small"
            onClick={() => void client.invalidateQueries({ queryKey: sessionKey })}
          >
            {shell.tryAgain}
          </button>
        </div>
      )}
    </div>
  )

  function sayTrouble(): string | undefined {
    if (!online) return shell.offline
    if (isStale(session)) return shell.stale
    return session.status === 'unreachable' ? outOfReach.text : undefined
  }
}

function onConnection(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
