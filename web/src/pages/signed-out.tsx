/**
 * `/signed-out?reason=<code>`: where the BFF sends people after signing out and after a sign-in that came to
 * nothing. The reason comes in an address that anybody can write, so it only picks one of our own sentences.
 */
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { isProblemCode, problems } from 'shared/problem'
import { safeLink } from '../safe-link.ts'
import { readStillThere } from '../session/still-there.ts'
import { isEndReason } from '../session/session-view.ts'
import { SignInLink } from '../session/sign-in-link.tsx'
import { useSession } from '../session/use-session.ts'
import { startPath } from '../start-path.ts'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Ticket } from '../ui/ticket.tsx'
import { problemPage } from '../words/problem-page.ts'
import { home } from '../words/home.ts'
import { endReasons, signedOut } from '../words/session.ts'

export function SignedOutPage() {
  const [search] = useSearchParams()
  const { status } = useSession()
  // Signed in after all: an old address, or another tab was quicker. Then the reason is no longer true.
  const signedIn = status === 'authenticated'
  const { title, text } = signedIn ? afterAll : sayReason(search.get('reason'))
  return (
    <Page title={title} aside={<Ticket {...home.ticket} torn={!signedIn} decorative />}>
      <p className="lead">{text}</p>
      {!signedIn && <StillThere />}
      <p className="actions">
        {status === 'unauthenticated' && <SignInLink>{signedOut.again}</SignInLink>}
        {signedIn && (
          <Link className="button button-primary" to={startPath}>
            {home.openNotes}
          </Link>
        )}
        <Link className="button" to="/">
          {signedOut.home}
        </Link>
      </p>
    </Page>
  )
}

/** Honest, since the BFF could not or was not to sign out there as well. */
function StillThere() {
  const [service] = useState(() => readStillThere(() => sessionStorage))
  if (service === undefined) return null
  const { name, accountUrl } = service
  const href = accountUrl && safeLink(accountUrl)
  return (
    <p>
      {signedOut.stillThere(name)}{' '}
      {href && (
        <a href={href} rel="noreferrer">
          {signedOut.goThere(name)}
        </a>
      )}
    </p>
  )
}

const afterAll = { title: signedOut.signedInAfterAll, text: signedOut.signedInText }

export function sayReason(reason: string | null): { title: string; text: string } {
  if (isEndReason(reason)) return endReasons[reason]
  if (!isProblemCode(reason)) return signedOut
  const { title, remedy } = problems[reason]
  return { title, text: problemPage.whatNow[remedy] }
}
