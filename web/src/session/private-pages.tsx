/**
 * The private branch, once the guard has let somebody in. If the session ends while a page is open, the page
 * is covered but stays mounted: nothing of it can be seen or reached, and nothing that was typed is lost.
 * When the same person is back it is uncovered; anybody else gets a new page (`another-person.ts`).
 */
import { Outlet } from 'react-router'
import { useHasUnsaved } from '../ui/unsaved.tsx'
import { SignInPanel } from './sign-in-panel.tsx'
import { useSession } from './use-session.ts'

export function PrivatePages() {
  const session = useSession()
  const hasUnsaved = useHasUnsaved()
  const open = session.status === 'authenticated'
  return (
    <>
      {(session.status === 'unauthenticated' || session.status === 'locked') && (
        <SignInPanel reason={session.reason} hasUnsaved={hasUnsaved} />
      )}
      <div hidden={!open} inert={!open}>
        <Outlet />
      </div>
    </>
  )
}
