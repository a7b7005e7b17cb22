/**
 * The sample feature, which is one folder and one line in `router.tsx`: delete both and it is gone. It shows
 * what a page behind the counter looks like: list, add, edit, delete, download; empty, slow and broken.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isForbidden } from '../session/guards.ts'
import { FailureNote } from '../ui/failure-note.tsx'
import { Page } from '../ui/page.tsx'
import { notes as words } from './words.ts'
import { EraseNotes } from './erase-notes.tsx'
import { NewNote } from './new-note.tsx'
import { NoteCard } from './note-card.tsx'
import { exportPath, type Note, notesQuery } from './notes-queries.ts'
import './notes.css'

export function NotesPage() {
  return (
    <Page title={words.title}>
      <p className="lead">{words.lead}</p>
      <div className="notes">
        <NewNote />
        <NoteList />
      </div>
    </Page>
  )
}

function NoteList() {
  const { data: list, error, refetch } = useQuery(notesQuery)
  const [removed, setRemoved] = useState<string>()
  const heading = useFocusWhenGone(removed, list)
  // Nothing on this page is for them: not a note beside the list, but a page of its own.
  if (isForbidden(error) && !list) throw error
  return (
    <section className="note-list" aria-labelledby="note-list">
      <div className="note-list-head">
        <h2 id="note-list" ref={heading} tabIndex={-1}>
          {words.list}
        </h2>
        {list && list.length > 0 && (
          <div>
            {words.count(list.length)}{' '}
            <a className="button button-small" href={exportPath} download>
              {words.export}
            </a>{' '}
            <EraseNotes />
          </div>
        )}
      </div>
      {error && (
        <FailureNote title={words.loadFailed} error={error} onRetry={() => void refetch()} />
      )}
      {!list && !error && <Skeleton />}
      {list?.length === 0 && <Empty />}
      {list && list.length > 0 && (
        <ul>
          {list.map((note) => (
            <NoteCard key={note.id} note={note} onRemoved={() => setRemoved(note.id)} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** What had the focus is gone with its note: begin again at the heading, once the dialog has closed. */
function useFocusWhenGone(id: string | undefined, list: Note[] | undefined) {
  const heading = useRef<HTMLHeadingElement>(null)
  const isGone = id !== undefined && list?.every((note) => note.id !== id) === true
  useEffect(() => {
    if (isGone) heading.current?.focus()
  }, [id, isGone])
  return heading
}

/** Shows itself after 150 ms (`notes.css`): what comes sooner needs no placeholder. */
function Skeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{words.loading}</span>
      {[1, 2, 3].map((row) => (
        <div key={row} className="card skeleton-card" aria-hidden="true">
          <div className="skeleton-title" />
          <div className="skeleton-line" />
          <div className="skeleton-line skeleton-short" />
        </div>
      ))}
    </div>
  )
}

function Empty() {
  return (
    <div className="empty">
      <div className="empty-hook" aria-hidden="true" />
      <p className="empty-title">{words.emptyTitle}</p>
      <p>{words.emptyText}</p>
    </div>
  )
}
