/**
 * One form for a new note and for an old one. It owns what is being typed and lets go of it only when told
 * that it was saved (`key` or unmount by the parent), so a write that failed never costs a word.
 */
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { FailureNote } from '../ui/failure-note.tsx'
import { useDraft, useRestored } from '../session/use-draft.ts'
import { RestoredNote } from '../session/restored-note.tsx'
import { SlowWrite } from '../ui/slow-write.tsx'
import { useUnsaved } from '../ui/unsaved.tsx'
import { notes as words } from './words.ts'
import type { Draft } from './notes-queries.ts'

export function NoteForm({
  id: draftId,
  initial = { title: '', text: '' },
  unsaved = false,
  focused = false,
  busy,
  failure,
  submit,
  onSubmit,
  onStop,
  cancel,
}: {
  /** Under this name what is typed survives a sign-in in this tab. */
  id: string
  initial?: Draft
  /** What it begins with has already failed to be saved once. */
  unsaved?: boolean
  focused?: boolean
  busy: boolean
  failure?: { title: string; unknown: string; error: unknown } | undefined
  submit: string
  onSubmit: (draft: Draft) => void
  onStop: () => void
  cancel?: ReactNode
}) {
  const id = useId()
  const titleField = useRef<HTMLInputElement>(null)
  const restored = useRestored(draftId)
  const [draft, setDraft] = useState({ ...initial, ...restored })
  const [titleMissing, setTitleMissing] = useState(false)
  const dirty = unsaved || draft.title !== initial.title || draft.text !== initial.text
  const form = useDraft(draftId, dirty)
  useUnsaved(dirty)

  function send(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    const missing = draft.title.trim() === ''
    setTitleMissing(missing)
    if (missing) titleField.current?.focus()
    else onSubmit({ title: draft.title.trim(), text: draft.text })
  }

  return (
    <form ref={form} className="note-form" onSubmit={send} noValidate>
      {restored && <RestoredNote onUndo={() => setDraft(initial)} />}
      {failure && <FailureNote {...failure} />}
      <div className="field">
        <label htmlFor={`${id}-title`}>{words.fieldTitle}</label>
        <input
          id={`${id}-title`}
          ref={titleField}
          name="title"
          value={draft.title}
          maxLength={120}
          required
          autoFocus={focused}
          autoComplete="off"
          aria-invalid={titleMissing || undefined}
          aria-describedby={titleMissing ? `${id}-missing` : undefined}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
        {titleMissing && (
          <p className="field-error" id={`${id}-missing`}>
            {words.titleMissing}
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{words.fieldText}</label>
        <textarea
          id={`${id}-text`}
          name="text"
          rows={3}
          value={draft.text}
          maxLength={4000}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
      </div>
      <p className="actions">
        <button type="submit" className="button button-primary" aria-disabled={busy || undefined}>
          {submit}
        </button>
        {cancel}
      </p>
      <SlowWrite busy={busy} onStop={onStop} />
    </form>
  )
}
