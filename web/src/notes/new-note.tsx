/** Writing a note: on success the form begins anew, on failure it keeps every word. */
import { useState } from 'react'
import { useAnnounce } from '../ui/announcer.tsx'
import { notes as words } from './words.ts'
import { NoteForm } from './note-form.tsx'
import { useAddNote } from './notes-queries.ts'

export function NewNote() {
  const announce = useAnnounce()
  const add = useAddNote()
  const [added, setAdded] = useState(0)
  return (
    <section className="card new-note" aria-labelledby="new-note">
      <h2 id="new-note">{words.newTitle}</h2>
      <NoteForm
        key={added}
        id="new"
        focused={added > 0}
        busy={add.isPending}
        failure={
          add.isError
            ? { title: words.addFailed, unknown: words.addUnknown, error: add.error }
            : undefined
        }
        onStop={add.stop}
        submit={add.isPending ? words.adding : words.add}
        onSubmit={(draft) =>
          add.mutate(draft, {
            onSuccess: () => {
              setAdded(added + 1)
              announce(words.added)
            },
          })
        }
      />
    </section>
  )
}
