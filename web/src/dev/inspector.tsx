/** `/__dev`: your own sign-in as a diagram, while it happens. Three views, one line of news for screen readers. */
import { useState } from 'react'
import { ErrorGallery } from './error-gallery.tsx'
import { FaultPanel } from './fault-panel.tsx'
import { useFeed } from './feed.ts'
import { FlowView } from './flow-view.tsx'
import './inspector.css'

const views = { flows: 'Flows', faults: 'Faults', errors: 'Error pages' } as const
type View = keyof typeof views

export function Inspector() {
  const [view, setView] = useState<View>('flows')
  const [isPaused, setPaused] = useState(false)
  const seen = useFeed(isPaused)
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <div className="bar-inner dev-bar">
          <a className="brand" href="/">
            Claimcheck
          </a>
          <nav aria-label="Views">
            {(Object.keys(views) as View[]).map((each) => (
              <button
                key={each}
                type="button"
                className="button button-small"
                aria-pressed={each === view}
                onClick={() => setView(each)}
              >
                {views[each]}
              </button>
            ))}
          </nav>
        </div>
      </header>
      <main id="main" className="dev-page" tabIndex={-1}>
        <h1>Inspector</h1>
        {seen.line === 'locked' ? (
          <p className="lead">
            This page is locked. Open the address that <code>pnpm dev</code> has printed after
            “Watch it happen”: the key is in it, new at each start.
          </p>
        ) : (
          <>
            {view === 'flows' && (
              <FlowView seen={seen} isPaused={isPaused} onPause={() => setPaused(!isPaused)} />
            )}
            {view === 'faults' && <FaultPanel />}
            {view === 'errors' && <ErrorGallery />}
          </>
        )}
      </main>
    </>
  )
}
