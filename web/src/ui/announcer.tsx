/**
 * One live region for the whole app: what a sighted person notices in passing, said once and politely
 * (WCAG 4.1.3). A problem that has no place of its own on the page is also shown, until it is dismissed.
 */
import { createContext, type ReactNode, use, useCallback, useState } from 'react'

type Kind = 'done' | 'problem'
export type Announce = (text: string, kind?: Kind) => void

const Announcing = createContext<Announce>(() => {})

export function useAnnounce(): Announce {
  return use(Announcing)
}

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', kind: 'done' as Kind, turn: 0 })
  const announce = useCallback<Announce>((text, kind = 'done') => {
    setSaid((last) => ({ text, kind, turn: last.turn + 1 }))
  }, [])
  return (
    <Announcing value={announce}>
      {children}
      <div role="status" className={said.kind === 'problem' ? 'toast' : 'unseen'}>
        {/* A new element each time, so that the same words twice are said twice. */}
        {said.text && <span key={said.turn}>{said.text}</span>}
      </div>
    </Announcing>
  )
}
