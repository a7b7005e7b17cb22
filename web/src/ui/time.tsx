/** A moment, said shortly, exact for machines and on hover. */
import { useState } from 'react'
import { sayAgo, sayTime } from './format.ts'

export function Time({
  at,
  now,
  ago = false,
}: {
  at: Date
  /** By another clock than this device's, where `at` is by it, too. */
  now?: Date
  ago?: boolean
}) {
  const [firstSeen] = useState(() => new Date())
  // A date that is none (data came from elsewhere) must not take the page down with a RangeError.
  if (Number.isNaN(at.getTime())) return null
  return (
    <time dateTime={at.toISOString()} title={at.toLocaleString()}>
      {(ago ? sayAgo : sayTime)(at, now ?? firstSeen)}
    </time>
  )
}
