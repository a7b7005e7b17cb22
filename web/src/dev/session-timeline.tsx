/** The session's time as a line with marks, and the same as a list: what is drawn is said, too. */
import type { Flow, HeldView, Step } from 'shared/inspector'
import { type Mark, timelineOf } from './timeline.ts'

export interface SessionTimelineProps {
  view: HeldView
  flows: readonly Flow[]
  steps: readonly Step[]
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export function SessionTimeline({ view, flows, steps }: SessionTimelineProps) {
  const timeline = timelineOf(view, flows, steps)
  if (timeline === undefined) return null
  const { marks, brokenAt } = timeline
  const done = marks.filter(({ kind }) => kind === 'flow' || kind === 'failed')
  return (
    <section aria-labelledby="timeline" className="dev-timeline">
      <h2 id="timeline">The session’s time</h2>
      <div className="dev-line-of-time" aria-hidden="true">
        {brokenAt !== undefined && <b style={{ insetInlineStart: `${brokenAt * 100}%` }} />}
        {marks.map((mark) => (
          <i
            key={`${mark.kind} ${mark.at} ${mark.words}`}
            className={`dev-mark-${mark.kind}`}
            style={{ insetInlineStart: `${mark.place * 100}%` }}
            title={`${clock.format(mark.at)} ${mark.words}`}
          />
        ))}
      </div>
      <ol>
        {marks
          .filter(({ kind }) => kind !== 'flow' && kind !== 'failed')
          .map((mark) => (
            <Moment key={`${mark.kind} ${mark.at}`} {...mark} />
          ))}
      </ol>
      <details>
        <summary>{done.length === 1 ? 'One thing' : `${done.length} things`} done since</summary>
        <ol>
          {done.map((mark) => (
            <Moment key={`${mark.at} ${mark.words}`} {...mark} />
          ))}
        </ol>
      </details>
    </section>
  )
}

function Moment({ kind, at, words }: Mark) {
  return (
    <li className={`dev-moment dev-moment-${kind}`}>
      <time dateTime={new Date(at).toISOString()}>{clock.format(at)}</time>
      <span>
        {words}
        {kind === 'failed' && <span className="dev-failed"> (failed)</span>}
      </span>
    </li>
  )
}
