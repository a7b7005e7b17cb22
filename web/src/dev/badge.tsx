/**
 * The badge in the corner of every page in development: who is here, for how long, and whether a fault is on, so
 * that nobody hunts a ghost. Alt+D opens it. Its ring is what is left of the idle time.
 */
import { type CSSProperties, useEffect, useState } from 'react'
import type { HeldView } from 'shared/inspector'
import { problemIn, DevError } from './dev-error.tsx'
import { inspectorPath } from './dev-paths.ts'
import { countOf } from './fault-panel.tsx'
import { useCorner } from './use-corner.ts'
import { timeLeft, useHeld } from './use-held.ts'
import './badge.css'

export function Badge() {
  const problem = problemIn(window.location)
  const [isOpen, setOpen] = useState(problem !== undefined)
  const { corner, next, wasDragged, handle } = useCorner()
  const held = useHeld()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.code === 'KeyD') {
        event.preventDefault()
        setOpen((before) => !before)
      } else if (event.key === 'Escape') setOpen(false)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const view = held === 'locked' ? undefined : held
  return (
    <aside className="dev-badge" aria-label="Development" data-corner={corner}>
      {isOpen && (
        <div className="dev-badge-panel" id="dev-badge-panel">
          {held === 'locked' ? <Locked /> : <Facts held={held} />}
          {problem && <DevError {...problem} />}
          <button type="button" className="dev-badge-move" onClick={next}>
            Move to another corner
          </button>
        </div>
      )}
      {view !== undefined && view.faultsOn > 0 && (
        <span className="dev-badge-faults">{countOf(view.faultsOn)} on</span>
      )}
      <button
        type="button"
        className="dev-badge-button"
        aria-expanded={isOpen}
        aria-controls="dev-badge-panel"
        aria-label="Development badge"
        aria-keyshortcuts="Alt+D"
        title={`${titleOf(view)} (Alt+D)`}
        style={{ '--left': leftOf(view) } as CSSProperties}
        {...handle}
        onClick={() => !wasDragged() && setOpen(!isOpen)}
      >
        <span aria-hidden="true">{view?.who?.slice(0, 1) ?? 'D'}</span>
      </button>
    </aside>
  )
}

function Locked() {
  return (
    <p>
      Open the address that <code>pnpm dev</code> printed after “Watch it happen”, once, and this
      knows more.
    </p>
  )
}

function Facts({ held }: { held: HeldView | undefined }) {
  const { who, idleExpiresIn } = held ?? {}
  return (
    <>
      <p>
        {who === undefined ? 'Nobody is signed in.' : <strong>{who}</strong>}
        {idleExpiresIn !== undefined && <> · {timeLeft(idleExpiresIn)} left</>}
      </p>
      <a href={inspectorPath}>Open the inspector</a>
    </>
  )
}

function titleOf({ who, idleExpiresIn }: Partial<HeldView> = {}): string {
  if (who === undefined || idleExpiresIn === undefined) return 'Nobody is signed in'
  return `${who}, ${timeLeft(idleExpiresIn)} left`
}

/** Of a session that nobody has used: how much is left, from 0 to 1. */
function leftOf({ idleExpiresIn = 0, idleSeconds = 1 }: Partial<HeldView> = {}): number {
  return Math.min(1, idleExpiresIn / idleSeconds)
}
