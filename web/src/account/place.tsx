/**
 * One row of "where you are signed in". Ending it is asked about by name first; then the row says so itself,
 * until it leaves, or says that it is still there.
 */
import { type ReactNode, useState } from 'react'
import type { SessionEntry } from 'shared/sessions'
import { FailureNote } from '../ui/failure-note.tsx'
import { Time } from '../ui/time.tsx'
import { methods, places as words } from '../words/account.ts'
import { AskFirst } from './ask-first.tsx'
import { sayOne } from './say-one.ts'
import { useEnding } from './use-ending.ts'

export function Place({
  entry,
  now,
  onAgreed,
}: {
  entry: SessionEntry
  /** The moment of the list by the clock of the BFF, in seconds: this device's own may be wrong. */
  now: number
  onAgreed: () => Promise<void>
}) {
  const name = deviceName(entry)
  return (
    <li className={entry.current ? 'place place-here' : 'place'}>
      <p className="place-name">
        {name}
        {entry.current && <span className="badge">{words.here}</span>}
      </p>
      <dl className="place-facts">
        <Fact name={words.lastActive}>
          {entry.current ? (
            words.now
          ) : (
            <Time at={moment(entry.lastActiveAt)} now={moment(now)} ago />
          )}
        </Fact>
        <Fact name={words.signedIn}>
          <Time at={moment(entry.authTime)} />
        </Fact>
        <Fact name={words.how}>{sayMethods(entry.amr)}</Fact>
        <Fact name={words.network}>{entry.address}</Fact>
        <Fact name={words.ends}>
          <Time at={moment(now + Math.min(entry.idleExpiresIn, entry.absoluteExpiresIn))} />
        </Fact>
      </dl>
      {!entry.current && <EndThis entry={entry} name={name} onAgreed={onAgreed} />}
    </li>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function EndThis({
  entry,
  name,
  onAgreed,
}: {
  entry: SessionEntry
  name: string
  onAgreed: () => Promise<void>
}) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useEnding(onAgreed)
  return (
    <div className="place-end">
      <button
        type="button"
        className="button button-small"
        aria-label={words.signOutOf(name, entry.address)}
        aria-disabled={busy || undefined}
        onClick={() => !busy && setAsking(true)}
      >
        {busy ? words.signingOut : words.signOut}
      </button>
      {error !== undefined && <FailureNote title={words.failed(name)} error={error} />}
      {asking && (
        <AskFirst
          title={words.askTitle(name)}
          text={words.askText}
          agree={words.signOut}
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

export function deviceName({ device }: SessionEntry): string {
  return device ?? words.unknownDevice
}

function sayMethods(amr: string[] | undefined): string | undefined {
  return amr?.map((method) => sayOne(methods, method)).join(', ')
}

function moment(seconds: number): Date {
  return new Date(seconds * 1000)
}
