/** A button that copies a text, and says so for a while. */
import { useEffect, useState } from 'react'

const saysForMs = 2_000

export function CopyThis({
  text,
  name = 'Copy',
  of,
}: {
  text: string
  name?: string
  of?: string
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), saysForMs)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      className="button button-small"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? 'Copied' : name}</span>
      {of !== undefined && <span className="unseen"> {of}</span>}
    </button>
  )
}
