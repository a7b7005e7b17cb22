/** What did not work, beside the thing that did not: words, the reference to give the help desk, a way on. */
import { useEffect, useState } from 'react'
import { type Failure, ProblemError } from '../http.ts'
import { broken } from '../words/failures.ts'
import { problemPage } from '../words/problem-page.ts'
import { isOutcomeUnknown, sayFailure, sayUnknown } from '../words/say-failure.ts'
import { shell } from '../words/shell.ts'
import { CopyButton } from './copy-button.tsx'

export function FailureNote({
  title,
  unknown,
  error,
  onRetry,
}: {
  title: string
  /** Of a write: the title when nobody can say whether it was done. */
  unknown?: string
  error: unknown
  onRetry?: () => void
}) {
  const failure = error instanceof ProblemError ? error.failure : undefined
  const isUnknown = unknown !== undefined && failure !== undefined && isOutcomeUnknown(failure)
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{isUnknown ? unknown : title}</p>
      <p>{failure ? (isUnknown ? sayUnknown : sayFailure)(failure) : broken.text}</p>
      {failure?.ref && (
        <p className="failure-ref">
          {problemPage.ref} <code>{failure.ref}</code> <CopyButton text={failure.ref} />
        </p>
      )}
      {onRetry && <TryAgain key={failure?.ref} afterSeconds={waitOf(failure)} onRetry={onRetry} />}
    </div>
  )
}

/** Who asked too often would only be refused again; the sentence above says for how long. */
function waitOf(failure: Failure | undefined): number {
  return (failure?.status === 429 && failure.retryAfterSeconds) || 0
}

function TryAgain({ afterSeconds, onRetry }: { afterSeconds: number; onRetry: () => void }) {
  const [isTime, setIsTime] = useState(afterSeconds === 0)
  useEffect(() => {
    const timer = setTimeout(() => setIsTime(true), afterSeconds * 1000)
    return () => clearTimeout(timer)
  }, [afterSeconds])
  return (
    <button type="button" className="button button-small" disabled={!isTime} onClick={onRetry}>
      {shell.tryAgain}
    </button>
  )
}
