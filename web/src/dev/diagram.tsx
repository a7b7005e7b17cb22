/**
 * The sequence diagram, which is an ordered list: each step a button between the lifelines it connects, opened
 * by a click, walked by the arrow keys. What only servers say to each other lies in a band of its own.
 */
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react'
import type { Step } from 'shared/inspector'
import { KeyMarks } from './key-marks.tsx'
import { channels, laneOf, lanes, whoIn } from './parties.ts'
import { StepDetails } from './step-details.tsx'

export interface DiagramProps {
  title: string
  steps: Step[]
  open: number | undefined
  /** Told of at the moment. */
  current?: number | undefined
  onOpen(seq: number | undefined): void
}

export function Diagram({ title, steps, open, current, onOpen }: DiagramProps) {
  const list = useRef<HTMLOListElement>(null)
  const shown = current ?? open
  // Whoever comes by a link to one step, and whoever is told of one after the other, wants to see it.
  useEffect(() => {
    const step = shown === undefined ? null : list.current?.querySelector(`#step-${shown}`)
    step?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return (
    <div className="dev-diagram">
      <div className="dev-lanes" aria-hidden="true">
        {lanes.map(({ party, name, short }) => (
          <span key={party}>
            <span className="dev-wide">{name}</span>
            <span className="dev-narrow">{short}</span>
          </span>
        ))}
      </div>
      <ol ref={list} aria-label={`Steps of ${title}`}>
        {steps.map((step, index) => (
          <li key={step.seq} className={classesOf(step, steps[index - 1])}>
            <button
              type="button"
              id={`step-${step.seq}`}
              aria-expanded={step.seq === open}
              aria-current={step.seq === current ? 'step' : undefined}
              onKeyDown={walk}
              onClick={() => onOpen(step.seq === open ? undefined : step.seq)}
              style={spanOf(step)}
            >
              <span className="dev-step-title">
                <span className="dev-number">{index + 1}</span>{' '}
                <span className="unseen">{whoIn(step)}: </span>
                {step.title}
                {step.checks.some(({ passed }) => !passed) && <Fault />}
              </span>
              <span className="dev-arrow" data-way={wayOf(step)} />
              <span className="dev-channel">
                {step.from === step.to ? 'decided here' : channels[step.channel]}
                {step.inferred && ', inferred'}
                <KeyMarks step={step} />
              </span>
            </button>
            {step.seq === open && <StepDetails step={step} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Fault() {
  return (
    <b className="dev-failed">
      {' '}
      <span aria-hidden="true">✗</span>
      <span className="unseen">, something does not hold</span>
    </b>
  )
}

/** Where the arrow is, in eighths: every lane has two, and its line in the middle. */
function spanOf({ from, to }: Step): CSSProperties {
  const [left, right] = [laneOf(from), laneOf(to)].toSorted((a, b) => a - b) as [number, number]
  return { '--left': left * 2 + 1, '--right': right * 2 + 1 } as CSSProperties
}

function wayOf({ from, to }: Step): 'right' | 'left' | 'here' {
  if (laneOf(from) === laneOf(to)) return 'here'
  return laneOf(from) < laneOf(to) ? 'right' : 'left'
}

function classesOf(step: Step, before: Step | undefined): string {
  const isHidden = (each: Step | undefined) => each?.channel === 'back'
  const kind = `dev-step dev-${step.inferred ? 'inferred' : step.channel}`
  return isHidden(step) && !isHidden(before) ? `${kind} dev-first` : kind
}

/** Arrow keys, Home and End go from step to step; Enter opens, as on any button. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const buttons = [
    ...(event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('.dev-step > button') ??
      []),
  ]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined || at < 0) return
  event.preventDefault()
  const next = buttons[Math.max(0, Math.min(to, buttons.length - 1))]
  next?.focus()
  if (next !== buttons[at]) next?.click()
}
