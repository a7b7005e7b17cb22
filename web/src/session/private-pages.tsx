/**
 * The private branch, once the guard has let somebody in. If the session ends while the page holds work, the
 * page is covered but stays mounted: nothing of it can be seen or reached, and nothing that was typed is lost.
 * When the same person is back it is uncovered, with the focus where it was; anybody else gets a new page
 * (`session-layer.ts`). Without work there is nothing to keep, and nothing is kept.
 */
import { useIsMutating } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { Outlet } from 'react-router'
import { useAnnounce } from '../ui/announcer.tsx'
import { lockedWords as words } from '../words/session.ts'
import { takeBegunAnew } from './begun-anew.ts'
import { SessionDialogs } from './session-dialogs.tsx'
import { SignInPanel } from './sign-in-panel.tsx'
import { useSession } from './use-session.ts'

export function PrivatePages() {
  const session = useSession()
  const locked = session.status === 'locked'
  useComingBack(locked)
  useBegunAnew()
  if (session.status === 'unauthenticated') return <SignInPanel reason={session.reason} />
  const open = session.status === 'authenticated'
  return (
    <>
      <div hidden={!open} inert={!open}>
        <Outlet />
      </div>
      <SessionDialogs
        fallback={<SignInPanel reason={locked ? session.reason : undefined} hasUnsaved />}
      />
    </>
  )
}

function useBegunAnew(): void {
  const announce = useAnnounce()
  useEffect(() => {
    if (takeBegunAnew(() => sessionStorage)) announce(words.anotherPerson, 'problem')
  }, [announce])
}

/** What had the focus loses it when it is hidden, so it is remembered in the moment before. */
function useComingBack(locked: boolean): void {
  const announce = useAnnounce()
  const isSaving = useIsMutating() > 0
  const focused = useRef<Element>(null)
  const wasLocked = useRef(false)
  useLayoutEffect(() => {
    if (locked) focused.current = document.activeElement
  }, [locked])
  useEffect(() => {
    if (wasLocked.current && !locked) {
      if (focused.current instanceof HTMLElement) focused.current.focus()
      announce(isSaving ? words.backAndSaving : words.back)
    }
    wasLocked.current = locked
  }, [locked, isSaving, announce])
}
