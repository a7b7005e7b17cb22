/**
 * One line below the bar when the way to the BFF, or from there to the sign-in service, is interrupted. A
 * status, not an alert: nothing is lost, nobody is signed out, and it goes away by itself. Also the thin bar
 * that says a page is on its way.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigation } from 'react-router'
import { outOfReach, trouble } from '../words/failures.ts'
import { shell } from '../words/shell.ts'
import { usePageFact } from './page-facts.ts'
import { sayClock } from './say-clock.ts'
import { isStale } from './session-state.ts'
import { useSession } from './use-session.ts'
import './session.css'

const askMs = 15_000

export function StatusBanner() {
  const { state } = useNavigation()
  const client = useQueryClient()
  const text = useTroubleText()
  const isOld = usePageFact('newVersion')
  return (
    <>
      {state === 'loading' && <div className="pending" aria-hidden="true" />}
      <div role="status" className="banner-place">
        {text && (
          <div className="banner">
            <p>{text}</p>
            <button
              type="button"
              className="button button-small"
              onClick={() => void client.invalidateQueries()}
            >
              {shell.tryAgain}
            </button>
          </div>
        )}
        {!text && isOld && (
          <div className="banner">
            <p>{trouble.newVersion}</p>
            <button
              type="button"
              className="button button-small"
              onClick={() => window.location.reload()}
            >
              {trouble.loadNewVersion}
            </button>
          </div>
        )}
      </div>
    </>
  )
}

function useTroubleText(): string | undefined {
  const session = useSession()
  const sinceMs = useOfflineSince()
  const other = useTroublePassing()
  if (sinceMs !== undefined) return trouble.offline(sayClock(sinceMs))
  if (other) return trouble[other]
  if (isStale(session)) return trouble.stale
  return session.status === 'unreachable' ? outOfReach.text : undefined
}

/** Asks from time to time whether it is over: an answer to anything but the session says so. */
function useTroublePassing() {
  const client = useQueryClient()
  const trouble = usePageFact('trouble')
  useEffect(() => {
    if (trouble === undefined) return
    const timer = setInterval(() => void client.invalidateQueries(), askMs)
    return () => clearInterval(timer)
  }, [client, trouble])
  return trouble
}

/** Since when the browser has known of no network: what is on screen is from before that. */
function useOfflineSince(): number | undefined {
  const [since, setSince] = useState(() => offlineSince())
  useEffect(() => {
    const look = () => setSince(offlineSince)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return since
}

function offlineSince(before?: number): number | undefined {
  return navigator.onLine ? undefined : (before ?? Date.now())
}
