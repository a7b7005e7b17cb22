/** What can be done with a flow: stop it from growing, read it as text, take it along. */
import { useState } from 'react'
import type { Flow, Step } from 'shared/inspector'
import { mermaidOf } from './mermaid.ts'

export interface FlowToolsProps {
  flow: Flow
  steps: Step[]
  isPaused: boolean
  onPause(): void
  asText: boolean
  onText(asText: boolean): void
}

export function FlowTools({ flow, steps, isPaused, onPause, asText, onText }: FlowToolsProps) {
  const [copied, setCopied] = useState('')
  const copy = async () => {
    await navigator.clipboard.writeText(mermaidOf(flow.title, steps))
    setCopied(flow.id)
  }
  return (
    <div className="actions dev-tools">
      <button
        type="button"
        className="button button-small"
        aria-pressed={isPaused}
        onClick={onPause}
      >
        {isPaused ? 'Go on' : 'Pause'}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-pressed={asText}
        onClick={() => onText(!asText)}
      >
        As text
      </button>
      <button type="button" className="button button-small" onClick={() => void copy()}>
        {copied === flow.id ? 'Copied' : 'Copy as Mermaid'}
      </button>
      <a
        className="button button-small"
        download={`${flow.kind}.json`}
        href={`data:application/json,${encodeURIComponent(JSON.stringify({ flow, steps }, null, 2))}`}
      >
        Export JSON
      </a>
    </div>
  )
}
