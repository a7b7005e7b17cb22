/**
 * A page that was opened before the last deploy misses the files of its version. Vite says so when a part of
 * the code cannot be fetched. A page without work is loaded anew, once; one with work is left in peace and
 * gets a quiet link (`status-banner.tsx`).
 */
import type { QueryClient } from '@tanstack/react-query'
import { hasWork, noteFact } from './page-facts.ts'

const key = 'claimcheck.loaded-anew-at'
const pauseMs = 60_000

export function watchForNewVersion(client: QueryClient, window: Window): void {
  window.addEventListener('vite:preloadError', () => {
    // Offline nothing can be fetched, whatever its version.
    if (!window.navigator.onLine) return
    if (hasWork(client) || !mayLoadAnew(() => window.sessionStorage, Date.now())) {
      noteFact(client, 'newVersion', true)
    } else window.location.reload()
  })
}

/** Saying yes counts as having done so. Without storage nobody could tell a first time from a tenth. */
export function mayLoadAnew(storage: () => Storage, nowMs: number): boolean {
  try {
    if (nowMs - Number(storage().getItem(key) ?? 0) < pauseMs) return false
    storage().setItem(key, String(nowMs))
    return true
  } catch {
    return false
  }
}
