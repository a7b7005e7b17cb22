/**
 * What `pnpm run doctor` would say, on a page: problems first, each with what to do, then everything else by what
 * it is about; and what to fill in at the provider, ready to be copied.
 */
import type { DoctorFinding, DoctorView } from 'shared/inspector-findings'
import { CopyThis } from './copy-this.tsx'
import { doctorPath } from './dev-paths.ts'
import { groupsOf, problemsIn, sumOf } from './doctor-groups.ts'
import { useAsked } from './use-asked.ts'

const signs = { pass: '✓', warn: '!', fail: '✗', skip: '–' } as const
const words = { pass: 'Right', warn: 'To think about', fail: 'Wrong', skip: 'Not told' } as const

export function DoctorPage() {
  const { answer, state, askAgain } = useAsked<DoctorView>(doctorPath)
  const checks = answer?.checks ?? []
  const problems = problemsIn(checks)
  return (
    <div className="dev-doctor">
      <div className="actions">
        <button type="button" className="button button-small" onClick={askAgain}>
          Examine again
        </button>
        {answer && <CopyThis text={JSON.stringify(answer.checks, null, 2)} name="Copy as JSON" />}
        <p role="status">{stateOf(state, checks)}</p>
      </div>
      {problems.length > 0 && (
        <section
          aria-labelledby="doctor-problems"
          className={problems[0]?.status === 'fail' ? 'dev-problems' : 'dev-console'}
        >
          <h2 id="doctor-problems">
            {problems[0]?.status === 'fail' ? 'To be mended' : 'To think about'}
          </h2>
          <Findings findings={problems} />
        </section>
      )}
      {answer?.consoles.map((console) => (
        <Console key={console.issuer} {...console} />
      ))}
      <div className="dev-groups">
        {groupsOf(checks).map(({ name, findings }) => (
          <section key={name} aria-label={name}>
            <h2>{name}</h2>
            <Findings findings={findings} />
          </section>
        ))}
      </div>
    </div>
  )
}

export function Findings({ findings }: { findings: readonly DoctorFinding[] }) {
  return (
    <ul className="dev-findings">
      {findings.map(({ id, status, message, remedy, docs }, index) => (
        <li key={`${id}-${index}`} className={`dev-finding-${status}`}>
          <span className="dev-sign" aria-hidden="true">
            {signs[status]}
          </span>
          <div>
            <p>
              <span className="unseen">{words[status]}: </span>
              {message}
            </p>
            {remedy !== undefined && (
              <p className="dev-remedy">
                {remedy} <CopyThis text={remedy} of={`what to do about ${id}`} />
              </p>
            )}
            <p className="dev-spec">
              <code>{status === 'pass' || status === 'skip' ? id : docs}</code>
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Console({ name, issuer, where, fields, page }: DoctorView['consoles'][number]) {
  const text = fields
    .flatMap(({ there, paste }) => paste.map((value) => `${there}: ${value}`))
    .join('\n')
  return (
    <section aria-label={`For ${name}’s console`} className="dev-console">
      <h2>For {name}’s console</h2>
      <p className="dev-spec">{issuer}</p>
      <p>{where}</p>
      <dl>
        {fields.map(({ there, paste, note }) => (
          <div key={there}>
            <dt>{there}</dt>
            <dd>
              {paste.map((value) => (
                <p key={value}>
                  <code>{value}</code> <CopyThis text={value} of={there} />
                </p>
              ))}
              {note !== '' && <p className="dev-spec">{note}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <CopyThis text={text} name={`Copy for ${name}’s console`} />
        <p className="dev-spec">
          <code>{page}</code>
        </p>
      </div>
    </section>
  )
}

function stateOf(state: 'asking' | 'there' | 'failed', checks: readonly DoctorFinding[]): string {
  if (state === 'failed') return 'The BFF did not answer.'
  return state === 'asking' ? 'Examining…' : sumOf(checks)
}
