/**
 * Beside the page that says “signing in did not work”, in development: which code, why – found by the reference – and
 * what the doctor has to say. People get a calm sentence there; whoever builds this gets the cause.
 */
import type { DoctorView, WhyView } from 'shared/inspector-findings'
import { doctorPath, inspectorPath, whyPath } from './dev-paths.ts'
import { Findings } from './doctor-page.tsx'
import { problemsIn } from './doctor-groups.ts'
import { Explained } from './explanations.tsx'
import { useAsked } from './use-asked.ts'

export interface DevErrorProps {
  code: string
  reference: string | undefined
}

export function DevError({ code, reference }: DevErrorProps) {
  const query = new URLSearchParams({ ref: reference ?? '' })
  const why = useAsked<WhyView>(`${whyPath}?${query}`)
  const { codes = [], step } = why.answer ?? {}
  return (
    <section className="dev-error" aria-labelledby="dev-error">
      <h2 id="dev-error">
        In development: {[code, ...codes.filter((each) => each !== code)].join(', ')}
      </h2>
      {why.state === 'failed' ? (
        <p>Open the address that pnpm dev has printed, once, and this says why.</p>
      ) : (
        <>
          <Explained codes={[code, ...codes]} />
          <DoctorSays />
        </>
      )}
      <p className="actions">
        {step !== undefined && <a href={`${inspectorPath}#${step}`}>See it in the inspector</a>}
        <a href={`${inspectorPath}?view=doctor`}>All that the doctor says</a>
      </p>
    </section>
  )
}

function DoctorSays() {
  const { answer, state } = useAsked<DoctorView>(doctorPath)
  const problems = problemsIn(answer?.checks ?? []).filter(({ status }) => status === 'fail')
  return (
    <div role="status">
      {state === 'asking' && <p>The doctor is looking…</p>}
      {state === 'there' && problems.length === 0 && <p>The doctor finds nothing wrong.</p>}
      {problems.length > 0 && (
        <>
          <h3>The doctor says</h3>
          <Findings findings={problems} />
        </>
      )}
    </div>
  )
}

/** What stands in the address of a page that tells of a problem. */
export function problemIn({ pathname, search }: Location): DevErrorProps | undefined {
  const given = new URLSearchParams(search)
  const code = given.get('code')
  if (pathname !== '/problem' || code === null || !/^[a-z-]+$/.test(code)) return undefined
  return { code, reference: given.get('ref') ?? undefined }
}
