/** A moment, said shortly, exact for machines and on hover. */
import { useState } from 'react'
import { sayTime } from './format.ts'

export function Time({ at }: { at: Date }) {
  const [now] = useState(() => new Date())
  // A date that is none (data came from elsewhere) must not take the page down with a RangeError.
  if (Number.isNaN(at.getTime())) return null
  return (
    <time dateTime={at.toISOString()} title={at.toLocaleString()}>
      {sayTime(at, now)}
    </time>
  )
}
