/**
 * Deleting everything, as a sample of an action that takes more than being signed in: the API refuses it unless
 * the sign-in is fresh, a dialog of the session asks for that, and what was asked is then done.
 */
import { useState } from 'react'
import { useAnnounce } from '../ui/announcer.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNote } from '../ui/failure-note.tsx'
import { SlowWrite } from '../ui/slow-write.tsx'
import { useEraseNotes } from './notes-queries.ts'
import { notes as words } from './words.ts'

export function EraseNotes() {
  const announce = useAnnounce()
  const [asked, setAsked] = useState(false)
  const erase = useEraseNotes()
  const stop = () => {
    setAsked(false)
    erase.reset()
  }
  return (
    <>
      <button
        type="button"
        className="button button-small button-quiet"
        onClick={() => setAsked(true)}
      >
        {words.erase}
      </button>
      {asked && (
        <Dialog
          title={words.eraseTitle}
          safe={words.keepAll}
          onSafe={stop}
          action={
            <button
              type="button"
              className="button button-danger"
              aria-disabled={erase.isPending || undefined}
              onClick={() =>
                !erase.isPending &&
                erase.mutate(undefined, {
                  onSuccess: () => {
                    stop()
                    announce(words.erased)
                  },
                })
              }
            >
              {erase.isPending ? words.removing : words.erase}
            </button>
          }
        >
          <p>{words.eraseText}</p>
          <SlowWrite busy={erase.isPending} onStop={erase.stop} />
          {erase.isError && (
            <FailureNote
              title={words.eraseFailed}
              unknown={words.eraseUnknown}
              error={erase.error}
            />
          )}
        </Dialog>
      )}
    </>
  )
}
