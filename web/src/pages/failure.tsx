/**
 * What is shown when a page could not be: the guard needs a sign-in, nobody can be reached, or our own code
 * broke. Always inside the shell, so that there is a way on.
 */
import { type ReactNode, useCallback, useEffect } from 'react'
import { useLocation, useNavigate, useNavigation, useRouteError } from 'react-router'
import { isForbidden } from '../session/guards.ts'
import { OutOfReach, SignInNeeded } from '../session/require-user.ts'
import { SignInPanel } from '../session/sign-in-panel.tsx'
import { useSession } from '../session/use-session.ts'
import { Page } from '../ui/page.tsx'
import { Shell } from '../ui/shell.tsx'
import { broken, outOfReach } from '../words/failures.ts'
import { shell } from '../words/shell.ts'
import { ForbiddenPage } from './forbidden.tsx'

export function FailurePage() {
  const error = useRouteError()
  if (error instanceof SignInNeeded) {
    return (
      <Shell>
        <WithAnotherTry>
          <SignInPanel reason={error.reason} />
        </WithAnotherTry>
      </Shell>
    )
  }
  if (error instanceof OutOfReach) {
    return (
      <Shell banner={false}>
        <WithAnotherTry>
          <CannotReach />
        </WithAnotherTry>
      </Shell>
    )
  }
  return <Shell>{isForbidden(error) ? <ForbiddenPage /> : <Broken />}</Shell>
}

/** Going where we are: `revalidate` would run the guard as well, but keep the error on screen. */
function useAnotherTry(): () => void {
  const navigate = useNavigate()
  const place = useLocation()
  return useCallback(() => void navigate(place, { replace: true }), [navigate, place])
}

/** As soon as somebody is known to be signed in (the session query keeps asking), try the page again. */
function WithAnotherTry({ children }: { children: ReactNode }) {
  const { status } = useSession()
  const tryAgain = useAnotherTry()
  useEffect(() => {
    if (status === 'authenticated') tryAgain()
  }, [status, tryAgain])
  return children
}

function CannotReach() {
  const tryAgain = useAnotherTry()
  const { state } = useNavigation()
  return (
    <Page title={outOfReach.title}>
      <p className="lead">{outOfReach.text}</p>
      <p className="actions">
        <button
          type="button"
          className="button button-primary"
          aria-disabled={state === 'loading' || undefined}
          onClick={tryAgain}
        >
          {shell.tryAgain}
        </button>
      </p>
    </Page>
  )
}

function Broken() {
  return (
    <Page title={broken.title.replace(/\.$/, '')} heading={broken.title}>
      <p className="lead">{broken.text}</p>
      <p className="actions">
        <button
          type="button"
          className="button button-primary"
          onClick={() => window.location.reload()}
        >
          {broken.reload}
        </button>
      </p>
    </Page>
  )
}
