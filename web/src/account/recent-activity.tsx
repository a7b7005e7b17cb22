/**
 * The last ten things that happened to this person's sign-ins: enough to notice one that was not theirs. Written
 * down by the BFF as they happen, and told together with the list of devices.
 */
import type { ActivityEntry } from 'shared/sessions'
import { Time } from '../ui/time.tsx'
import { activity as words, places } from '../words/account.ts'
import { useActivity } from './sessions-queries.ts'

const most = 10

/** @param handle of the session that looks */
export function RecentActivity({ handle }: { handle: string }) {
  const { entries, now } = useActivity()
  if (entries === undefined || now === undefined) return <p className="hint">{words.untold}</p>
  if (entries.length === 0) return <p className="hint">{words.none}</p>
  return (
    <ol className="activity">
      {entries.slice(0, most).map((entry) => (
        <Entry
          key={`${entry.at} ${entry.what} ${entry.handle}`}
          entry={entry}
          now={now}
          isHere={entry.handle === handle}
        />
      ))}
    </ol>
  )
}

function Entry({ entry, now, isHere }: { entry: ActivityEntry; now: number; isHere: boolean }) {
  const { at, device = places.unknownDevice, address } = entry
  const where = address === undefined ? device : `${device}, ${words.network(address)}`
  return (
    <li>
      <p className="activity-what">{sayWhat(entry)}</p>
      <p className="hint">{isHere ? `${places.here}: ${where}` : where}</p>
      <p className="activity-when">
        <Time at={new Date(at * 1000)} now={new Date(now * 1000)} ago />
      </p>
    </li>
  )
}

function sayWhat({ what, reason }: ActivityEntry): string {
  return what === 'ended' && reason ? words.ended[reason] : words.what[what]
}
