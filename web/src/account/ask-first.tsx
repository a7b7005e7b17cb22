/** The question before somebody is signed out elsewhere. Keeping everything as it is, is the safe answer. */
import { Dialog } from '../ui/dialog.tsx'
import { places as words } from '../words/account.ts'

export function AskFirst({
  title,
  text,
  agree,
  onKept,
  onAgreed,
}: {
  title: string
  text: string
  agree: string
  onKept: () => void
  onAgreed: () => void
}) {
  return (
    <Dialog
      title={title}
      safe={words.keep}
      onSafe={onKept}
      action={
        <button type="button" className="button button-danger" onClick={onAgreed}>
          {agree}
        </button>
      }
    >
      <p>{text}</p>
    </Dialog>
  )
}
