/** What happened, flow by flow: a list to choose from, the diagram of one, and who can see what. */
import { useEffect, useState } from 'react'
import type { Flow, Step } from 'shared/inspector'
import { Diagram } from './diagram.tsx'
import type { Seen } from './feed.ts'
import { FlowTools } from './flow-tools.tsx'
import { sentenceOf } from './parties.ts'
import { Sight } from './sight.tsx'
import { useNews } from './use-news.ts'

export interface FlowViewProps {
  seen: Seen
  isPaused: boolean
  onPause(): void
}

const states = { running: 'under way', done: 'complete', failed: 'failed' } as const

export function FlowView({ seen, isPaused, onPause }: FlowViewProps) {
  const [chosen, setChosen] = useState<string>()
  const [withReads, setWithReads] = useState(false)
  const [asText, setAsText] = useState(false)
  const [open, setOpen] = useOpenStep()
  const flows = seen.flows.filter(({ kind }) => withReads || kind !== 'session')
  const linked = seen.steps.find(({ seq }) => seq === open)?.flow
  const flow =
    flows.find(({ id }) => id === (chosen ?? linked)) ??
    flows.findLast(({ kind }) => kind !== 'other') ??
    flows.at(-1)
  const steps = seen.steps.filter((step) => step.flow === flow?.id)
  const news = useNews(flow && `${flow.title}: ${steps.length} steps, ${states[flow.state]}`)

  return (
    <div className="dev-columns">
      <nav aria-label="Flows" className="dev-flows">
        <h2>Flows</h2>
        <ul>
          {flows.toReversed().map((each) => (
            <li key={each.id}>
              <button
                type="button"
                aria-current={each === flow}
                onClick={() => {
                  setChosen(each.id)
                  setOpen(undefined)
                }}
              >
                <span>{each.title}</span>
                <small className={each.state === 'failed' ? 'dev-failed' : undefined}>
                  {states[each.state]}
                </small>
              </button>
            </li>
          ))}
        </ul>
        <label className="dev-toggle">
          <input type="checkbox" checked={withReads} onChange={() => setWithReads(!withReads)} />{' '}
          also who asks “who is here?”
        </label>
      </nav>
      <section aria-labelledby="flow" className="dev-flow">
        <h2 id="flow">{flow ? flow.title : 'Nothing has happened yet'}</h2>
        {flow === undefined ? (
          <p>
            <a href="/notes">Open your notes</a> in another tab, and watch.
          </p>
        ) : (
          <>
            <FlowTools {...{ flow, steps, isPaused, onPause, asText }} onText={setAsText} />
            {asText ? (
              <AsText flow={flow} steps={steps} />
            ) : (
              <Diagram title={flow.title} steps={steps} open={open} onOpen={setOpen} />
            )}
          </>
        )}
      </section>
      <Sight />
      <p role="status" className="unseen">
        {news}
      </p>
    </div>
  )
}

function AsText({ flow, steps }: { flow: Flow; steps: Step[] }) {
  return (
    <ol className="dev-text" aria-label={`${flow.title} in words`}>
      {steps.map((step) => (
        <li key={step.seq}>{sentenceOf(step)}</li>
      ))}
    </ol>
  )
}

/** The number of the step that is open stands in the address, so that it can be sent to somebody. */
function useOpenStep(): [number | undefined, (seq: number | undefined) => void] {
  const [open, setOpen] = useState(() => Number(window.location.hash.slice(1)) || undefined)
  useEffect(() => {
    const hash = open === undefined ? ' ' : `#${open}`
    window.history.replaceState(undefined, '', hash === ' ' ? window.location.pathname : hash)
  }, [open])
  return [open, setOpen]
}
