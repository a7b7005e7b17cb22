/** What did not work, beside the thing that did not: words, the reference to give the help desk, a way on. */
import { ProblemError } from '../http.ts'
import { broken, problemPage, sayFailure } from '../words/failures.ts'
import { shell } from '../words/shell.ts'

export function FailureNote({
  title,
  error,
  onRetry,
}: {
  title: string
  error: unknown
  onRetry?: () => void
}) {
  const failure = error instanceof ProblemError ? error.failure : undefined
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{title}</p>
      <p>{failure ? sayFailure(failure) : broken.text}</p>
      {failure?.ref && (
        <p className="failure-ref">
          {problemPage.ref} <code>{failure.ref}</code>
        </p>
      )}
      {onRetry && (
        <button type="button" className="button button-small" onClick={onRetry}>
          {shell.tryAgain}
        </button>
      )}
    </div>
  )
}
