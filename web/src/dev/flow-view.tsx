/** What happened, flow by flow: a list to choose from, one of them drawn, told, replayed or compared, and who can see what. */
import { useEffect, useState } from 'react'
import type { Flow, Step } from 'shared/inspector'
import { CompareView } from './compare-view.tsx'
import { Diagram } from './diagram.tsx'
import { codesIn } from './explain.ts'
import { Explained } from './explanations.tsx'
import type { Seen } from './feed.ts'
import { FlowList } from './flow-list.tsx'
import { FlowTools, type Look } from './flow-tools.tsx'
import { sentenceOf, states } from './parties.ts'
import { ReplayBar } from './replay-bar.tsx'
import { Sight } from './sight.tsx'
import { useNews } from './use-news.ts'
import { useReplay } from './use-replay.ts'

export interface FlowViewProps {
  seen: Seen
  isPaused: boolean
  onPause(): void
}

export function FlowView({ seen, isPaused, onPause }: FlowViewProps) {
  const [chosen, setChosen] = useState<string>()
  const [withReads, setWithReads] = useState(false)
  const [open, setOpen] = useOpenStep()
  const flows = seen.flows.filter(({ kind }) => withReads || kind !== 'session')
  const linked = seen.steps.find(({ seq }) => seq === open)?.flow
  const flow =
    flows.find(({ id }) => id === (chosen ?? linked)) ??
    flows.findLast(({ kind }) => kind !== 'other') ??
    flows.at(-1)
  const steps = seen.steps.filter((step) => step.flow === flow?.id)
  const news = useNews(flow && `${flow.title}: ${steps.length} steps, ${states[flow.state]}`)
  const choose = (id: string) => {
    setChosen(id)
    setOpen(undefined)
  }
  return (
    <div className="dev-columns">
      <FlowList {...{ flows, withReads }} chosen={flow} onChoose={choose} onReads={setWithReads} />
      <section aria-labelledby="flow" className="dev-flow">
        <h2 id="flow">{flow ? flow.title : 'Nothing has happened yet'}</h2>
        {flow === undefined ? (
          <p>
            <a href="/notes">Open your notes</a> in another tab, and watch.
          </p>
        ) : (
          <OneFlow
            key={flow.id}
            {...{ flow, flows, steps, isPaused, onPause, open }}
            all={seen.steps}
            onOpen={setOpen}
          />
        )}
      </section>
      <Sight flows={seen.flows} steps={seen.steps} />
      <p role="status" className="unseen">
        {news}
      </p>
    </div>
  )
}

interface OneFlowProps extends Pick<FlowViewProps, 'isPaused' | 'onPause'> {
  flow: Flow
  flows: readonly Flow[]
  steps: Step[]
  all: readonly Step[]
  open: number | undefined
  onOpen(seq: number | undefined): void
}

function OneFlow({ flow, flows, steps, all, isPaused, onPause, open, onOpen }: OneFlowProps) {
  const [look, setLook] = useState<Look>('diagram')
  const replay = useReplay(steps.length)
  const { shown } = replay
  const drawn = shown === undefined ? steps : steps.slice(0, shown)
  return (
    <>
      <FlowTools {...{ flow, steps, isPaused, onPause, look }} onLook={setLook} replay={replay} />
      {shown !== undefined && <ReplayBar replay={replay} steps={steps} />}
      {flow.state === 'failed' && shown === undefined && <Explained codes={codesIn(steps)} />}
      {look === 'diagram' && (
        <Diagram
          title={flow.title}
          steps={drawn}
          open={open}
          onOpen={onOpen}
          current={shown === undefined ? undefined : drawn.at(-1)?.seq}
        />
      )}
      {look === 'text' && <AsText flow={flow} steps={drawn} />}
      {look === 'compare' && <CompareView flow={flow} flows={flows} steps={all} />}
    </>
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
    const url = new URL(window.location.href)
    url.hash = open === undefined ? '' : String(open)
    window.history.replaceState(undefined, '', url)
  }, [open])
  return [open, setOpen]
}
