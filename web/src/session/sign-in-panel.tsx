/** In the place of a private page: why you are not seeing it, and the one thing to do about it. */
import type { EndReason } from 'shared/session'
import { Page } from '../ui/page.tsx'
import { endReasons, signInNeeded } from '../words/session.ts'
import { SignInLink } from './sign-in-link.tsx'

export function SignInPanel({
  reason,
  hasUnsaved = false,
}: {
  reason: EndReason | undefined
  hasUnsaved?: boolean
}) {
  const { title, text } = reason ? endReasons[reason] : signInNeeded
  return (
    <Page title={title}>
      <p className="lead">{hasUnsaved ? signInNeeded.unsaved : text}</p>
      <p className="actions">
        {hasUnsaved ? (
          <SignInLink newTab>{signInNeeded.signInElsewhere}</SignInLink>
        ) : (
          <SignInLink />
        )}
      </p>
      <details className="fold">
        <summary>{signInNeeded.troubleTitle}</summary>
        <ul>
          {signInNeeded.trouble.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </details>
    </Page>
  )
}
