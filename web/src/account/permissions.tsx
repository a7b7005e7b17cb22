/** What this person has allowed us to do for them: the scopes that were granted, in words. */
import { account as words, permissions } from '../words/account.ts'
import { sayOne } from './say-one.ts'

export function Permissions({ scope }: { scope: string }) {
  const given = scope.split(' ').filter(Boolean)
  if (given.length === 0) return <p>{words.noPermissions}</p>
  return (
    <ul className="ticked">
      {given.map((one) => (
        <li key={one}>{sayOne(permissions, one)}</li>
      ))}
    </ul>
  )
}
