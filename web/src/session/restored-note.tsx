/** Says that a form holds what was typed before signing in, and takes it back if that was not wanted. */
import { useEffect, useState } from 'react'
import { useAnnounce } from '../ui/announcer.tsx'
import { drafts as words } from '../words/session.ts'

export function RestoredNote({ onUndo }: { onUndo: () => void }) {
  const announce = useAnnounce()
  const [shown, setShown] = useState(true)
  useEffect(() => announce(words.restored), [announce])
  if (!shown) return null
  return (
    <p className="hint">
      {words.restored}{' '}
      <button
        type="button"
        className="button button-small button-quiet"
        onClick={() => {
          setShown(false)
          onUndo()
          announce(words.undone)
        }}
      >
        {words.undo}
      </button>
    </p>
  )
}
