/** One step, opened: on the left what was said and why each part of it is there, on the right what was checked. */
import type { Check, Detail, Step } from 'shared/inspector'
import { Explained } from './explanations.tsx'
import { Value } from './mark.tsx'

export function StepDetails({ step }: { step: Step }) {
  const { method, target, status, params, checks, note, spec, ms, codes = [] } = step
  return (
    <div className="dev-details">
      <div>
        {(method ?? status) !== undefined && (
          <p className="dev-line">
            <code>{[status, method, target].filter((part) => part !== undefined).join(' ')}</code>
          </p>
        )}
        {note && <p>{note}</p>}
        {spec && <p className="dev-spec">{spec}</p>}
        {params.length > 0 && <Params params={params} />}
        {codes.length > 0 && <Explained codes={codes} />}
        {params.length + codes.length === 0 && !note && <p>Nothing more was said.</p>}
        {ms !== undefined && <p className="dev-spec">Answered after {ms} ms</p>}
      </div>
      {checks.length > 0 && <Checks checks={checks} />}
    </div>
  )
}

function Params({ params }: { params: Detail[] }) {
  return (
    <dl className="dev-params">
      {params.map((detail, index) => (
        <div key={`${detail.name}-${index}`}>
          <dt>
            <code>{detail.name}</code>
          </dt>
          <dd>
            <Value detail={detail} />
            <p>
              {detail.why} {detail.spec && <span className="dev-spec">{detail.spec}</span>}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Checks({ checks }: { checks: Check[] }) {
  return (
    <div>
      <h3>Checks</h3>
      <ul className="dev-checks">
        {checks.map(({ name, passed, says, spec }) => (
          <li key={name} className={passed ? undefined : 'dev-failed'}>
            <b>
              <span aria-hidden="true">{passed ? '✓' : '✗'}</span>
              <span className="unseen">{passed ? 'Holds:' : 'Does not hold:'}</span> {name}
            </b>{' '}
            {says} {spec && <span className="dev-spec">{spec}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
