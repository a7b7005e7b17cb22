/**
 * What is shown when a page could not be: the guard needs a sign-in, nobody can be reached, or our own code
 * broke. Always inside the shell, so that there is a way on.
 */
import { type ReactNode, useEffect } from 'react'
import { useRevalidator, useRouteError } from 'react-router'
import { OutOfReach, SignInNeeded } from '../session/require-session.ts'
import { SignInPanel } from '../session/sign-in-panel.tsx'
import { useSession } from '../session/use-session.ts'
import { Page } from '../ui/page.tsx'
import { Shell } from '../ui/shell.tsx'
import { broken, outOfReach } from '../words/failures.ts'
import { shell } from '../words/shell.ts'

export function FailurePage() {
  const error = useRouteError()
  return (
    <Shell>
      {error instanceof SignInNeeded ? (
        <WithAnotherTry>
          <SignInPanel reason={error.reason} />
        </WithAnotherTry>
      ) : error instanceof OutOfReach ? (
        <WithAnotherTry>
          <CannotReach />
        </WithAnotherTry>
      ) : (
        <Broken />
      )}
    </Shell>
  )
}

/** As soon as somebody is known to be signed in (the session query keeps asking), try the page again. */
function WithAnotherTry({ children }: { children: ReactNode }) {
  const { status } = useSession()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (status === 'authenticated') void revalidate()
  }, [status, revalidate])
  return children
}

function CannotReach() {
  const { revalidate, state } = useRevalidator()
  return (
    <Page title={outOfReach.title}>
      <p className="lead">{outOfReach.text}</p>
      <p className="actions">
        <button
          type="button"
          className="button button-primary"
          aria-disabled={state === 'loading' || undefined}
          onClick={() => void revalidate()}
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
