/**
 * Which dialog the session wants, if any. Hardly ever one is wanted, so their code is not part of the first
 * load: it is fetched a moment after, while there still is a network and the version that this page is of.
 * Should it be missing all the same, `fallback` says the same in the page.
 */
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import type { showDialog } from './session-dialog.tsx'
import { warningOf } from './session-timer.ts'
import { useSession } from './use-session.ts'
import { useSessionLayer } from './use-session-layer.ts'

const patienceMs = 2_000

export function SessionDialogs({ fallback }: { fallback: ReactNode }) {
  const session = useSession()
  const { held } = useSessionLayer()
  const stepUp = useSyncExternalStore(held.subscribe, held.stepUpNeed)
  const [later, setLater] = useState<string>()
  const warning = warningOf(session)
  const locked = session.status === 'locked' ? session : undefined
  const handle = session.status === 'authenticated' ? session.view.session.handle : undefined
  const isPutOff = warning === 'absolute' && handle === later
  const isWanted = locked !== undefined || stepUp !== undefined || (warning && !isPutOff)
  const show = useDialogs(Boolean(isWanted))
  if (!isWanted) return null
  if (!show) return locked && fallback
  const wanted = { locked, stepUp, warning: isPutOff ? undefined : warning }
  return show(wanted, () => setLater(handle))
}

function useDialogs(now: boolean): typeof showDialog | undefined {
  const [show, setShow] = useState<typeof showDialog>()
  useEffect(() => {
    if (show) return
    // Caught outside, so that what does not come is told of first (`new-version.ts`).
    const load = async () => {
      const { showDialog: loaded } = await import('./session-dialog.tsx')
      setShow(() => loaded)
    }
    const attempt = () => void load().catch(() => undefined)
    if (now) return attempt()
    // Offline it would fail, and be taken for a new version once there is a network again.
    const begin = () =>
      navigator.onLine ? attempt() : window.addEventListener('online', attempt, { once: true })
    const timer = setTimeout(begin, patienceMs)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', attempt)
    }
  }, [show, now])
  return show
}
