/** The fault switches: what goes wrong, how often, and a way back. */
import { useState } from 'react'
import type { FaultGroup, FaultOn, FaultScope, FaultSwitch } from 'shared/inspector'
import { type FaultControl, useFaults } from './use-faults.ts'

const groups: [FaultGroup, string][] = [
  ['session', 'Session'],
  ['provider', 'Authorization server'],
  ['api', 'Sample API'],
  ['browser', 'Browser'],
]
const scopes: [FaultScope, string][] = [
  ['next', 'the next request'],
  ['session', 'my session only'],
  ['all', 'everybody'],
]

export function FaultPanel() {
  const control = useFaults()
  const [scope, setScope] = useState<FaultScope>('next')
  const { view, said, turn } = control
  const on = view?.on ?? []
  return (
    <div className="dev-faults">
      <p className="lead">
        Nothing here pretends: requests are refused, answers are changed on their way, sessions end.
        What is on goes off by itself after five minutes.
      </p>
      {on.length > 0 && (
        <p className="dev-on">
          <strong>{countOf(on.length)} on</strong>{' '}
          <button
            type="button"
            className="button button-small"
            onClick={() => void turn({ on: false })}
          >
            All off
          </button>
        </p>
      )}
      <fieldset className="choice">
        <legend>For</legend>
        {scopes.map(([value, name]) => (
          <label key={value}>
            <input
              type="radio"
              name="scope"
              checked={scope === value}
              onChange={() => setScope(value)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      {groups.map(([group, name]) => (
        <section key={group} aria-labelledby={`faults-${group}`}>
          <h2 id={`faults-${group}`}>{name}</h2>
          <ul className="dev-switches">
            {(view?.switches ?? [])
              .filter((each) => each.group === group)
              .map((each) => (
                <Switch
                  key={each.id}
                  fault={each}
                  on={on.find(({ id }) => id === each.id)}
                  onTurn={(isOn) => turn({ id: each.id, on: isOn, scope })}
                />
              ))}
          </ul>
        </section>
      ))}
      <p role="status">{said}</p>
    </div>
  )
}

interface SwitchProps {
  fault: FaultSwitch
  on: FaultOn | undefined
  onTurn(on: boolean): ReturnType<FaultControl['turn']>
}

function Switch({ fault: { title, about, acts }, on, onTurn }: SwitchProps) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        <p>{about}</p>
        {on && <p className="dev-on-word">On, {lasting(on)}</p>}
      </div>
      {acts === 'now' && (
        <button
          type="button"
          className="button button-small"
          aria-label={`${title}: do it now`}
          onClick={() => void onTurn(true)}
        >
          Now
        </button>
      )}
      {acts === 'armed' && (
        <button
          type="button"
          className="button button-small"
          role="switch"
          aria-checked={on !== undefined}
          aria-label={title}
          onClick={() => void onTurn(on === undefined)}
        >
          {on ? 'On' : 'Off'}
        </button>
      )}
    </li>
  )
}

export function countOf(count: number): string {
  return count === 1 ? '1 fault' : `${count} faults`
}

function lasting({ scope, times = 1, offInSeconds }: FaultOn): string {
  if (scope === 'next') return times === 1 ? 'for one request' : `for ${times} requests`
  return `${scope === 'session' ? 'for one session' : 'for everybody'}, ${offInSeconds} s more`
}
