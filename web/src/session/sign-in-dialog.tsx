/**
 * The session is over and the page holds work: why, and how to carry on. Signing in in a window of its own
 * leaves everything as it stands; in this tab it takes what was typed along (`drafts.ts`).
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { paths } from 'shared/paths'
import type { EndReason } from 'shared/session'
import { endReasons, lockedWords as words } from '../words/session.ts'
import { cover } from './cover.ts'
import { Modal } from '../ui/modal.tsx'
import { tellSession } from './session-query.ts'
import { useSignIn } from './use-sign-in.ts'

export function SignInDialog({ reason }: { reason: EndReason | undefined }) {
  const client = useQueryClient()
  const signIn = useSignIn()
  const [away, setAway] = useState(false)

  function discard() {
    cover(document)
    tellSession(client, { type: 'left' })
    window.location.assign(paths.signedOutPage)
  }

  return (
    <Modal
      title={reason ? endReasons[reason].title : words.title}
      covering
      actions={
        <>
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              signIn({ window: 'popup' })
              setAway(true)
            }}
          >
            {words.signIn}
          </button>
          <button type="button" className="button" onClick={() => signIn()}>
            {words.thisTab}
          </button>
          <button type="button" className="button" onClick={discard}>
            {words.discard}
          </button>
        </>
      }
    >
      {reason && <p>{endReasons[reason].text}</p>}
      <p>{words.kept}</p>
      <p role="status">{away && words.elsewhere}</p>
    </Modal>
  )
}
