/**
 * The right half of the bar. While nobody knows who is here it is empty: no "Sign in" that would be wrong a
 * moment later. Signed in: the app's sections and a disclosure with the person's name (links and a button,
 * not an ARIA menu).
 */
import { useId } from 'react'
import type { User } from 'shared/session'
import { SignInLink } from '../session/sign-in-link.tsx'
import { SignOut } from '../session/sign-out-button.tsx'
import { useSession } from '../session/use-session.ts'
import { startPath } from '../start-path.ts'
import { shell } from '../words/shell.ts'
import { displayName, initials } from './display-name.ts'
import { Link, SectionLink } from './link.tsx'

export function MainMenu() {
  const session = useSession()
  if (session.status === 'unauthenticated') {
    return (
      <nav className="menu" aria-label={shell.mainMenu}>
        <SignInLink className="button button-small" />
      </nav>
    )
  }
  if (session.status !== 'authenticated') return null
  return (
    <nav className="menu" aria-label={shell.mainMenu}>
      <SectionLink className="menu-link" to={startPath}>
        {shell.start}
      </SectionLink>
      <PersonMenu user={session.view.user} />
    </nav>
  )
}

function PersonMenu({ user }: { user: User }) {
  const id = useId()
  const name = displayName(user)
  const close = () => document.getElementById(id)?.hidePopover()
  return (
    <>
      <button
        type="button"
        className="person"
        popoverTarget={id}
        aria-label={shell.menuOf(name)}
        title={name}
      >
        {initials(name)}
      </button>
      <div id={id} popover="auto" className="person-menu">
        <p className="person-name">{name}</p>
        {user.email && <p className="person-email">{user.email}</p>}
        <Link className="person-link" to="/account" onClick={close}>
          {shell.account}
        </Link>
        <SignOut className="person-link" />
      </div>
    </>
  )
}
