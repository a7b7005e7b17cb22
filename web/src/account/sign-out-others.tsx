/** "Sign out everywhere else", above the list: all rows but this device's at once. */
import { useState } from 'react'
import { FailureNote } from '../ui/failure-note.tsx'
import { places as words } from '../words/account.ts'
import { AskFirst } from './ask-first.tsx'
import { useEnding } from './use-ending.ts'

export function SignOutOthers({
  count,
  onAgreed,
}: {
  count: number
  onAgreed: () => Promise<void>
}) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useEnding(onAgreed)
  return (
    <div className="places-head">
      <p>{words.count(count)}</p>
      <button
        type="button"
        className="button button-small"
        aria-disabled={busy || undefined}
        onClick={() => !busy && setAsking(true)}
      >
        {busy ? words.signingOut : words.signOutOthers}
      </button>
      {error !== undefined && <FailureNote title={words.failedOthers} error={error} />}
      {asking && (
        <AskFirst
          title={words.askOthersTitle}
          text={words.askOthersText(count)}
          agree={words.signOutOthers}
          onKept={() => setAsking(false)}
          onAgreed={() => {
            setAsking(false)
            void run()
          }}
        />
      )}
    </div>
  )
}
