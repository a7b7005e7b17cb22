/** Side by side, and all true at this moment: what a script in this browser can see, and what the server holds. */
import type { Flow, HeldView, Step } from 'shared/inspector'
import { Value } from './mark.tsx'
import { SessionTimeline } from './session-timeline.tsx'
import { timeLeft, useHeld } from './use-held.ts'

export function Sight({ flows, steps }: { flows: readonly Flow[]; steps: readonly Step[] }) {
  const held = useHeld()
  const view = held === 'locked' ? undefined : held
  return (
    <div className="dev-sight">
      <section aria-labelledby="sight">
        <h2 id="sight">What JavaScript can see</h2>
        <dl>
          <Row name="Cookies">{namesIn(document.cookie.split(';'))}</Row>
          <Row name="localStorage">{namesIn(Object.keys(localStorage))}</Row>
          <Row name="sessionStorage">{namesIn(Object.keys(sessionStorage))}</Row>
          <Row name="Who is here">{view?.who ?? 'nobody'}</Row>
          <Row name="Tokens">none</Row>
        </dl>
      </section>
      <section aria-labelledby="held" className="dev-held">
        <h2 id="held">What the server holds</h2>
        <p className="dev-band-word">The browser never sees this.</p>
        {view?.cookie ? <Held view={view} /> : <p>Nothing: nobody is signed in here.</p>}
      </section>
      {view?.cookie && <SessionTimeline view={view} flows={flows} steps={steps} />}
    </div>
  )
}

function Held({ view }: { view: HeldView }) {
  const { cookie, held, idleExpiresIn = 0, absoluteExpiresIn = 0, idleSeconds = 1800 } = view
  return (
    <dl>
      {cookie && (
        <Row name="Cookie, by its mark">
          <Value detail={cookie} />
        </Row>
      )}
      {held.map((detail) => (
        <Row key={`${detail.name} ${detail.why}`} name={detail.name}>
          <Value detail={detail} />
          {detail.expiresIn !== undefined && <Left seconds={detail.expiresIn} of={300} />}
        </Row>
      ))}
      <Row name="Idle limit">
        <Left seconds={idleExpiresIn} of={idleSeconds} />
      </Row>
      <Row name="Absolute limit">
        <Left seconds={absoluteExpiresIn} of={43_200} />
      </Row>
    </dl>
  )
}

/** How long it lives, as a number and as a bar; `of` is how long it usually does. */
function Left({ seconds, of }: { seconds: number; of: number }) {
  const share = Math.min(1, seconds / of)
  return (
    <span className="dev-left">
      {seconds > 0 ? `${timeLeft(seconds)} left` : 'over'}
      <span aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function namesIn(entries: string[]): string {
  const names = entries.map((entry) => entry.split('=')[0]?.trim()).filter(Boolean)
  return names.length === 0 ? 'none' : names.join(', ')
}
