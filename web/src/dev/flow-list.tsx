/** The flows to choose from, the newest first, and the toggle for those that are only questions. */
import type { Flow } from 'shared/inspector'
import { states } from './parties.ts'

export interface FlowListProps {
  flows: readonly Flow[]
  chosen: Flow | undefined
  onChoose(id: string): void
  withReads: boolean
  onReads(withReads: boolean): void
}

export function FlowList({ flows, chosen, onChoose, withReads, onReads }: FlowListProps) {
  return (
    <nav aria-label="Flows" className="dev-flows">
      <h2>Flows</h2>
      <ul>
        {flows.toReversed().map((each) => (
          <li key={each.id}>
            <button type="button" aria-current={each === chosen} onClick={() => onChoose(each.id)}>
              <span>{each.title}</span>{' '}
              <small className={each.state === 'failed' ? 'dev-failed' : undefined}>
                {states[each.state]}
              </small>
            </button>
          </li>
        ))}
      </ul>
      <label className="dev-toggle">
        <input type="checkbox" checked={withReads} onChange={() => onReads(!withReads)} /> also who
        asks “who is here?”
      </label>
    </nav>
  )
}
