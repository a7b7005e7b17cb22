/** Two runs of the inspector beside each other, as a table: what is the same is quiet, what is not stands out. */
import { useId, useState } from 'react'
import type { Flow, Step } from 'shared/inspector'
import { compareRuns, type Row } from './compare-runs.ts'
import { whoIn } from './parties.ts'

export interface CompareProps {
  flow: Flow
  flows: readonly Flow[]
  steps: readonly Step[]
}

export function CompareView({ flow, flows, steps }: CompareProps) {
  const id = useId()
  const others = flows.filter(({ id: other }) => other !== flow.id)
  const [chosen, setChosen] = useState<string>()
  const other = others.find((each) => each.id === chosen) ?? usualOther(flow, others)
  if (other === undefined) return <p>There is only one run so far. Do it once more.</p>
  const of = ({ id }: Flow) => steps.filter(({ flow }) => flow === id)
  const rows = compareRuns(of(other), of(flow))
  return (
    <div className="dev-compare">
      <label htmlFor={id}>Compared with</label>{' '}
      <select
        id={id}
        className="dev-field"
        value={other.id}
        onChange={({ target }) => setChosen(target.value)}
      >
        {others.toReversed().map((each) => (
          <option key={each.id} value={each.id}>
            {each.title} ({numberOf(each)}, {each.state})
          </option>
        ))}
      </select>
      <p role="status">{sum(rows)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">The first, {numberOf(other)}</th>
            <th scope="col">The second, {numberOf(flow)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={`${row.left?.seq}-${row.right?.seq}`} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ left, right, differences }: Row) {
  const step = left ?? right
  const isSame = left !== undefined && right !== undefined && differences.length === 0
  return (
    <tr className={isSame ? undefined : 'dev-differs'}>
      <th scope="row">{step && whoIn(step)}</th>
      <td>{left ? <Cell step={left} /> : <Missing />}</td>
      <td>
        {right ? <Cell step={right} /> : <Missing />}
        {differences.length > 0 && (
          <ul>
            {differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

function Cell({ step: { title, ms } }: { step: Step }) {
  return (
    <>
      {title} {ms !== undefined && <small>{ms} ms</small>}
    </>
  )
}

const Missing = () => <em>did not happen</em>

/** The one before it that was about the same. */
function usualOther({ id, kind, title }: Flow, others: readonly Flow[]): Flow | undefined {
  const before = others.filter((other) => numberOf(other) < numberOf({ id }))
  return (
    before.findLast((other) => other.kind === kind && other.title === title) ??
    before.findLast((other) => other.kind === kind) ??
    others.findLast((other) => other.kind === kind) ??
    others.at(-1)
  )
}

/** Its place in the order of all that happened. */
const numberOf = ({ id }: Pick<Flow, 'id'>) => Number(id.split('-').at(-1))

function sum(rows: readonly Row[]): string {
  const both = rows.filter(({ left, right }) => left && right)
  const differing = both.filter(({ differences }) => differences.length > 0).length
  const single = rows.length - both.length
  if (differing === 0 && single === 0) return `The same ${rows.length} steps.`
  return `Steps the same: ${both.length - differing}. With a difference: ${differing}. In one run alone: ${single}.`
}
