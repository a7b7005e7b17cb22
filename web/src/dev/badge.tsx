/**
 * The badge in the corner of every page in development: who is here, for how long, and whether a fault is on, so
 * that nobody hunts a ghost. Alt+D opens it.
 */
import { useEffect, useState } from 'react'
import type { HeldView } from 'shared/inspector'
import { inspectorPath } from './dev-paths.ts'
import { countOf } from './fault-panel.tsx'
import { timeLeft, useHeld } from './use-held.ts'
import './badge.css'

export function Badge() {
  const [isOpen, setOpen] = useState(false)
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
  const faultsOn = held === 'locked' || held === undefined ? 0 : held.faultsOn
  return (
    <aside className="dev-badge" aria-label="Development">
      {isOpen && (
        <div className="dev-badge-panel" id="dev-badge-panel">
          {held === 'locked' ? <Locked /> : <Facts held={held} />}
        </div>
      )}
      {faultsOn > 0 && <span className="dev-badge-faults">{countOf(faultsOn)} on</span>}
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls="dev-badge-panel"
        aria-label="Development badge"
        aria-keyshortcuts="Alt+D"
        title="Alt+D"
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">D</span>
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
