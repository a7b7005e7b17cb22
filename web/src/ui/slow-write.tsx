/**
 * A write that takes long: said after a while, with a way to stop waiting. It is not taken back – nothing could
 * do that – and never sent again by itself; what is then not known is told as not known (`failure-note.tsx`).
 */
import { useEffect, useState } from 'react'
import { slow as words } from '../words/slow.ts'

const patienceMs = 3_000

export function SlowWrite({ busy, onStop }: { busy: boolean; onStop: () => void }) {
  const isSlow = useSlow(busy)
  return (
    <div role="status" className="slow">
      {isSlow && (
        <>
          <p className="hint">{words.text}</p>
          <button type="button" className="button button-small" onClick={onStop}>
            {words.stop}
          </button>
        </>
      )}
    </div>
  )
}

function useSlow(busy: boolean): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [busy])
  return busy && isSlow
}
