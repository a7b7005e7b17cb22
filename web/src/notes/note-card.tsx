/**
 * One note: read it, change it where it stands, delete it after a question. While a change is being saved the
 * card already shows it; if that fails, the form is back with what was typed. Text is rendered as text:
 * an address in it becomes a link only if it is http or https (`note-text.tsx`).
 */
import { useEffect, useRef, useState } from 'react'
import { useAnnounce } from '../ui/announcer.tsx'
import { useKept, useRestored } from '../session/use-draft.ts'
import { SlowWrite } from '../ui/slow-write.tsx'
import { Time } from '../ui/time.tsx'
import { notes as words } from './words.ts'
import { NoteForm } from './note-form.tsx'
import { NoteText } from './note-text.tsx'
import { type Note, useSaveNote } from './notes-queries.ts'
import { RemoveNote } from './remove-note.tsx'

export function NoteCard({ note, onRemoved }: { note: Note; onRemoved: () => void }) {
  const announce = useAnnounce()
  const save = useSaveNote(note.id)
  const draftId = `note-${note.id}`
  const restored = useRestored(draftId)
  const [asked, setAsked] = useState(restored !== undefined)
  const [removing, setRemoving] = useState(false)
  const editing = asked || save.isError
  const editButton = useFocusAfter(editing)
  // While it is being saved the text has left the form, and may still have to come back.
  useKept(draftId, () => (save.isPending ? save.variables : undefined))
  const stop = () => {
    setAsked(false)
    save.reset()
  }

  if (editing) {
    return (
      <li className="card note">
        <NoteForm
          id={draftId}
          initial={save.isError ? save.variables : note}
          unsaved={save.isError}
          focused
          busy={save.isPending}
          failure={
            save.isError
              ? { title: words.saveFailed, unknown: words.saveUnknown, error: save.error }
              : undefined
          }
          onStop={save.stop}
          submit={words.save}
          onSubmit={(draft) => {
            setAsked(false)
            save.mutate(draft, { onSuccess: () => announce(words.saved) })
          }}
          cancel={
            <button type="button" className="button" onClick={stop}>
              {words.cancel}
            </button>
          }
        />
      </li>
    )
  }
  return (
    <li className="card note">
      <h3>{note.title}</h3>
      <NoteText text={note.text} />
      <div className="note-foot">
        <p className="note-time">
          {save.isPending ? (
            words.saving
          ) : (
            <>
              {words.changed} <Time at={new Date(note.updatedAt)} />
            </>
          )}
        </p>
        <p className="actions">
          <button
            ref={editButton}
            type="button"
            className="button button-small button-quiet"
            aria-label={words.editOf(note.title)}
            aria-disabled={save.isPending || undefined}
            onClick={() => !save.isPending && setAsked(true)}
          >
            {words.edit}
          </button>
          <button
            type="button"
            className="button button-small button-quiet"
            aria-label={words.removeOf(note.title)}
            onClick={() => setRemoving(true)}
          >
            {words.remove}
          </button>
        </p>
      </div>
      <SlowWrite busy={save.isPending} onStop={save.stop} />
      {removing && (
        <RemoveNote note={note} onKept={() => setRemoving(false)} onRemoved={onRemoved} />
      )}
    </li>
  )
}

/** When the form closes, the focus goes back to the button that opened it. */
function useFocusAfter(editing: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(editing)
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus()
    wasEditing.current = editing
  }, [editing])
  return button
}
