/**
 * Who you are here. We are not the identity provider, so there is nothing to edit and no password form to fake;
 * claims are shown as text, whatever they hold, and initials stand in for a picture: one from elsewhere
 * would tell elsewhere of every visit.
 */
import type { User } from 'shared/session'
import { displayName, initials } from '../ui/display-name.ts'
import { account as words } from '../words/account.ts'

export function Profile(user: User) {
  const { preferredUsername, email, emailVerified, roles } = user
  const name = displayName(user)
  return (
    <>
      <div className="profile">
        <p className="avatar" aria-hidden="true">
          {initials(name)}
        </p>
        <div>
          <p className="profile-name">{name}</p>
          <p className="profile-email">
            {email ?? words.noEmail}
            {email && emailVerified === false && <> ({words.emailUnverified})</>}
          </p>
        </div>
      </div>
      <dl className="facts">
        {preferredUsername && (
          <>
            <dt>{words.userName}</dt>
            <dd>{preferredUsername}</dd>
          </>
        )}
        {roles && roles.length > 0 && (
          <>
            <dt>{words.roles}</dt>
            <dd>{roles.join(', ')}</dd>
          </>
        )}
      </dl>
    </>
  )
}
