/** What can be done with a flow: stop it from growing, go through it, read it as text, compare it, take it along. */
import type { Flow, Step } from 'shared/inspector'
import { CopyThis } from './copy-this.tsx'
import { mermaidOf } from './mermaid.ts'
import type { Replay } from './use-replay.ts'

export type Look = 'diagram' | 'text' | 'compare'

export interface FlowToolsProps {
  flow: Flow
  steps: Step[]
  isPaused: boolean
  onPause(): void
  look: Look
  onLook(look: Look): void
  replay: Replay
}

export function FlowTools({
  flow,
  steps,
  isPaused,
  onPause,
  look,
  onLook,
  replay,
}: FlowToolsProps) {
  const isReplaying = replay.shown !== undefined
  return (
    <div className="actions dev-tools">
      <Toggle isOn={isPaused} onPress={onPause}>
        {isPaused ? 'Go on' : 'Pause'}
      </Toggle>
      <Toggle isOn={isReplaying} onPress={isReplaying ? replay.end : replay.start}>
        Replay
      </Toggle>
      <Toggle isOn={look === 'text'} onPress={() => onLook(look === 'text' ? 'diagram' : 'text')}>
        As text
      </Toggle>
      <Toggle
        isOn={look === 'compare'}
        onPress={() => onLook(look === 'compare' ? 'diagram' : 'compare')}
      >
        Compare
      </Toggle>
      <CopyThis text={mermaidOf(flow.title, steps)} name="Mermaid" of="diagram, to be copied" />
      <a
        className="button button-small"
        download={`${flow.kind}.json`}
        href={`data:application/json,${encodeURIComponent(JSON.stringify({ flow, steps }, null, 2))}`}
      >
        JSON<span className="unseen"> to be saved</span>
      </a>
    </div>
  )
}

interface ToggleProps {
  children: string
  isOn: boolean
  onPress(): void
}

function Toggle({ children, isOn, onPress }: ToggleProps) {
  return (
    <button type="button" className="button button-small" aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  )
}
