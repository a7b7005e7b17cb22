/** A secret as a mark: the same letters and the same colour wherever the same value passes. */
import type { Detail } from 'shared/inspector'

export function Value({ detail: { kind, mark, text } }: { detail: Detail }) {
  if (mark === undefined) {
    return (
      <span className="dev-value">
        {text}
        {kind === 'personal' && <small> masked</small>}
      </span>
    )
  }
  return (
    <span className="dev-value">
      <Mark mark={mark} /> <small>{text}</small>
    </span>
  )
}

export function Mark({ mark }: { mark: string }) {
  // Round the wheel in steps that can be told apart; the letters say the same.
  const hue = (Number.parseInt(mark, 16) % 18) * 20
  return (
    <code className="dev-mark">
      <i style={{ background: `hsl(${hue} 75% 50%)` }} aria-hidden="true" />
      {mark}
    </code>
  )
}
