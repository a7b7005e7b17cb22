/**
 * Every state that the journeys know, with a button that makes it happen for real in another window; and every page
 * that says why something did not work, by its address.
 */
import { useState } from 'react'
import { EndReason } from 'shared/session'
import { type ProblemCode, problems } from 'shared/problem'
import { makeState } from './make-state.ts'
import { type State, states } from './states.ts'
import { useFaults } from './use-faults.ts'
import './gallery.css'

export function ErrorGallery() {
  return (
    <div className="dev-gallery">
      <States />
      <Reasons />
      <Problems />
    </div>
  )
}

function States() {
  const { turn } = useFaults()
  const [said, setSaid] = useState('')
  const making = {
    turn: (fault: { id: string }) => turn({ ...fault, on: true }),
    allOff: () => turn({ on: false }),
  }

  async function make(state: State) {
    const opened = window.open('about:blank', '_blank')
    if (opened === null) return setSaid('This browser opens no windows: allow them for this page.')
    setSaid(`${state.title}: look at the other window.`)
    await makeState(state, opened, making).catch((failure: Error) => setSaid(failure.message))
  }

  return (
    <section aria-labelledby="states" className="dev-states">
      <h2 id="states">States</h2>
      <p>
        Each happens in a window of its own, and truly: sessions end, requests are refused. Where
        somebody has to be signed in and is not, the window asks.
      </p>
      <p role="status">{said}</p>
      <ol>
        {states.map((state) => (
          <li key={state.title}>
            <span className="dev-letter">{state.letter}</span>
            <div>
              <h3>{state.title}</h3>
              <p>“{state.see}”</p>
              {state.byHand && <p>{state.byHand}</p>}
              {state.strangers && <p>If you are not known at the sign-in service (Q).</p>}
            </div>
            <button
              type="button"
              className="button button-small"
              aria-label={`${state.title}: make it happen`}
              onClick={() => void make(state)}
            >
              Make it happen
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Reasons() {
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">Signed out, and why</h2>
      <ul>
        {EndReason.options.map((reason) => (
          <li key={reason}>
            <a href={`/signed-out?reason=${reason}`}>{reason}</a>
          </li>
        ))}
        <li>
          <a href="/signed-out?reason=login-refused">login-refused</a>
        </li>
      </ul>
    </section>
  )
}

function Problems() {
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">Problems</h2>
      <ul>
        {(Object.keys(problems) as ProblemCode[]).map((code) => (
          <li key={code}>
            <a href={`/problem?code=${code}&ref=3a8xn3mg-4z`}>{code}</a>{' '}
            <small>
              {problems[code].status} · {problems[code].title}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
