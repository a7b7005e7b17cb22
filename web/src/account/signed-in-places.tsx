/**
 * "Where you are signed in": every device, this one first. What is ended leaves the list, the focus goes to what
 * took its place, and it is said once. The list keeps itself true; while it cannot, what it last knew stays.
 */
import { useEffect, useRef, useState } from 'react'
import type { SessionEntry } from 'shared/sessions'
import { useAnnounce } from '../ui/announcer.tsx'
import { FailureNote } from '../ui/failure-note.tsx'
import { places as words } from '../words/account.ts'
import { deviceName, Place } from './place.tsx'
import { useSessions } from './sessions-queries.ts'
import { SignOutOthers } from './sign-out-others.tsx'

export function SignedInPlaces() {
  const { data, error, refetch, signOutOf, signOutOthers } = useSessions()
  const announce = useAnnounce()
  const { list, rowGone, allGone } = useFocusAfterGone()
  const now = data?.find(({ current }) => current)?.lastActiveAt

  async function endOne(entry: SessionEntry, place: number) {
    await signOutOf(entry.handle)
    announce(words.ended(deviceName(entry)))
    rowGone(place)
  }

  async function endOthers() {
    announce(words.endedOthers(await signOutOthers()))
    allGone()
  }

  return (
    <div className="places" ref={list} tabIndex={-1}>
      {error && (
        <FailureNote title={words.loadFailed} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton />}
      {data && data.length > 1 && <SignOutOthers count={data.length - 1} onAgreed={endOthers} />}
      {data && now !== undefined && (
        <ul>
          {data.map((entry, place) => (
            <Place
              key={entry.handle}
              entry={entry}
              now={now}
              onAgreed={() => endOne(entry, place)}
            />
          ))}
        </ul>
      )}
      {data?.length === 1 && <p className="hint">{words.onlyHere}</p>}
      {(data || error) && <WhatIsThis />}
    </div>
  )
}

/** To the button of the row that moved up; there is none in this device's own row: then to the list. */
function useFocusAfterGone() {
  const list = useRef<HTMLDivElement>(null)
  const [gone, setGone] = useState<{ place: number }>()
  useEffect(() => {
    if (gone === undefined) return
    const rows = list.current?.querySelectorAll<HTMLElement>('li') ?? []
    const next = rows[Math.min(gone.place, rows.length - 1)]
    const button = next?.querySelector<HTMLElement>('button')
    ;(button ?? list.current)?.focus()
  }, [gone])
  return {
    list,
    rowGone: (place: number) => setGone({ place }),
    allGone: () => setGone({ place: 0 }),
  }
}

function Skeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{words.loading}</span>
      <div className="place" aria-hidden="true">
        <div className="skeleton-title" />
        <div className="skeleton-line skeleton-short" />
      </div>
    </div>
  )
}

function WhatIsThis() {
  return (
    <details className="fold">
      <summary>{words.aboutTitle}</summary>
      <dl>
        {words.about.map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
