/**
 * `/__dev`: your own sign-in as a diagram, while it happens. Which of the views is open stands in the address; one line
 * of news for screen readers.
 */
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { DoctorPage } from './doctor-page.tsx'
import { ErrorGallery } from './error-gallery.tsx'
import { ExplainPage } from './explanations.tsx'
import { FaultPanel } from './fault-panel.tsx'
import { useFeed } from './feed.ts'
import { FlowView } from './flow-view.tsx'
import { useParameter } from './use-parameter.ts'
import './inspector.css'

const views = {
  flows: 'Flows',
  faults: 'Faults',
  errors: 'Error pages',
  explain: 'Explain',
  doctor: 'Doctor',
} as const
type View = keyof typeof views

export function showInspector(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('There is no #root in index.html to render into.')
  document.title = 'Inspector · Claimcheck'
  createRoot(root).render(<Inspector />)
}

function Inspector() {
  const [asked, setAsked] = useParameter('view')
  const view: View = isView(asked) ? asked : 'flows'
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
                onClick={() => setAsked(each === 'flows' ? undefined : each)}
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
            {view === 'explain' && <ExplainPage />}
            {view === 'doctor' && <DoctorPage key={seen.run} />}
          </>
        )}
      </main>
    </>
  )
}

function isView(text: string | undefined): text is View {
  return text !== undefined && Object.hasOwn(views, text)
}
