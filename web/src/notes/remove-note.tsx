/** The question before a note is gone. It stays open while deleting, and tells what went wrong if it did. */
import { useAnnounce } from '../ui/announcer.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNote } from '../ui/failure-note.tsx'
import { SlowWrite } from '../ui/slow-write.tsx'
import { notes as words } from './words.ts'
import { type Note, useRemoveNote } from './notes-queries.ts'

export function RemoveNote({
  note,
  onKept,
  onRemoved,
}: {
  note: Note
  onKept: () => void
  onRemoved: () => void
}) {
  const announce = useAnnounce()
  const remove = useRemoveNote(note.id, () => {
    announce(words.removed)
    onRemoved()
  })
  return (
    <Dialog
      title={words.removeTitle}
      safe={words.keep}
      onSafe={onKept}
      action={
        <button
          type="button"
          className="button button-danger"
          aria-disabled={remove.isPending || undefined}
          onClick={() => !remove.isPending && remove.mutate()}
        >
          {remove.isPending ? words.removing : words.remove}
        </button>
      }
    >
      <p>{words.removeText(note.title)}</p>
      <SlowWrite busy={remove.isPending} onStop={remove.stop} />
      {remove.isError && (
        <FailureNote
          title={words.removeFailed}
          unknown={words.removeUnknown}
          error={remove.error}
        />
      )}
    </Dialog>
  )
}
