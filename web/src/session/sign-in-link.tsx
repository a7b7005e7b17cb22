/**
 * "Sign in" is a link, not a button with a script behind it: it works with the middle button, and a page
 * visit is the only way to sign in (never a fetch, RFC 10017 §6.1). Once pressed it says so, and takes no
 * second press until the browser has had its chance.
 */
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { startPath } from '../start-path.ts'
import { shell } from '../words/shell.ts'
import { loginPath, returnPathOf } from './return-path.ts'

const patienceMs = 8_000

export function SignInLink({
  className = 'button button-primary',
  newTab = false,
  children = shell.signIn,
}: {
  className?: string
  newTab?: boolean
  children?: ReactNode
}) {
  const place = useLocation()
  const [leaving, setLeaving] = useState(false)
  useComingBack(leaving, () => setLeaving(false))
  // From the public home page one signs in to get to work, not to see the home page again.
  const returnTo = place.pathname === '/' ? startPath : returnPathOf(place, startPath)

  function leave(event: MouseEvent) {
    if (newTab || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (leaving) event.preventDefault()
    setLeaving(true)
  }

  return (
    <a
      className={className}
      href={loginPath(returnTo)}
      onClick={leave}
      aria-disabled={leaving || undefined}
      {...(newTab && { target: '_blank', rel: 'noopener' })}
    >
      {leaving ? shell.takingYouThere : children}
    </a>
  )
}

/** The visit was cancelled, took too long, or ended with the Back button: the link works again. */
function useComingBack(away: boolean, onBack: () => void) {
  useEffect(() => {
    if (!away) return
    const timer = setTimeout(onBack, patienceMs)
    window.addEventListener('pageshow', onBack)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pageshow', onBack)
    }
  })
}
