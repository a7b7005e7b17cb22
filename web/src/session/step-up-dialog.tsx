/**
 * What somebody is about to do takes more than being signed in (RFC 9470). The page stays, the request waits;
 * whoever says no gets it back as `StepUpCancelled`, with the form as it was. What counts in the end is what
 * the BFF finds in the ID token, not that a window was opened.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { stepUpWords as words } from '../words/session.ts'
import { StepUpCancelled } from './cancelled.ts'
import type { StepUpNeed } from './held-requests.ts'
import { Modal } from '../ui/modal.tsx'
import { askAgain } from './session-query.ts'
import { useSessionLayer } from './use-session-layer.ts'
import { useSignIn } from './use-sign-in.ts'

const askMs = 3_000

export function StepUpDialog({ need }: { need: StepUpNeed }) {
  const { acrValues, maxAge, action } = need
  const { held } = useSessionLayer()
  const signIn = useSignIn()
  const [away, setAway] = useState(false)
  useAsking(away)
  const wish = { ...(acrValues && { acrValues }), ...(maxAge !== undefined && { maxAge }) }
  const cancel = () => held.drop('step-up', new StepUpCancelled())
  return (
    <Modal
      title={words.title}
      onEscape={cancel}
      actions={
        <>
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              setAway(true)
              signIn({ window: 'popup', ...wish })
            }}
          >
            {words.confirm}
          </button>
          <button type="button" className="button" onClick={cancel}>
            {words.cancel}
          </button>
        </>
      }
    >
      <p>{words.text(action)}</p>
      <p role="status">{away && words.elsewhere}</p>
    </Modal>
  )
}

/** The window may be unable to say that it is done. */
function useAsking(away: boolean) {
  const client = useQueryClient()
  useEffect(() => {
    if (!away) return
    const timer = setInterval(() => void askAgain(client), askMs)
    return () => clearInterval(timer)
  }, [away, client])
}
