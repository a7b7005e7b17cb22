/**
 * A page that this person may not see: who is signed in, since the answer is often "the wrong one of my two",
 * and the way to change that. Never a redirect to sign in, which would end here again.
 */
import { loginPath, returnPathOf } from '../session/return-path.ts'
import { useOptionalUser } from '../session/use-session.ts'
import { displayName } from '../ui/display-name.ts'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { forbidden as words } from '../words/failures.ts'

export function ForbiddenPage() {
  const user = useOptionalUser()
  const another = loginPath(returnPathOf(window.location, '/'), { prompt: 'select_account' })
  return (
    <Page title={words.title}>
      <p className="lead">{user ? words.as(displayName(user)) : words.text}</p>
      <p>{words.ask}</p>
      <p className="actions">
        <a className="button button-primary" href={another}>
          {words.another}
        </a>
        <Link className="button" to="/">
          {words.home}
        </Link>
      </p>
    </Page>
  )
}
