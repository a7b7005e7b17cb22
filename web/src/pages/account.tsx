/**
 * What is known about you here, this sign-in, and how the app looks. We are not the identity provider, so
 * there is nothing to edit and no password form to fake; claims are shown as text, whatever they hold.
 */
import type { SignedInView } from 'shared/session'
import { SignOutButton } from '../session/sign-out-button.tsx'
import { useOptionalView } from '../session/use-session.ts'
import { Page } from '../ui/page.tsx'
import { ThemeChoice } from '../ui/theme-choice.tsx'
import { Ticket } from '../ui/ticket.tsx'
import { Time } from '../ui/time.tsx'
import { account as words, levels, methods, permissions } from '../words/account.ts'
import './account.css'

export function AccountPage() {
  const view = useOptionalView()
  // The guard lets nobody in without one; it is gone only while the page is covered.
  if (!view) return null
  return (
    <Page title={words.title}>
      <div className="account">
        <Profile {...view.user} />
        <ThisSignIn {...view.session} />
        <section className="card" aria-labelledby="appearance">
          <h2 id="appearance">{words.appearance}</h2>
          <ThemeChoice />
        </section>
        <section className="card" aria-labelledby="leave">
          <h2 id="leave">{words.leave}</h2>
          <p>{words.leaveText}</p>
          <p className="actions">
            <SignOutButton />
          </p>
        </section>
      </div>
    </Page>
  )
}

export function Profile({
  name,
  preferredUsername,
  email,
  emailVerified,
  roles,
}: SignedInView['user']) {
  return (
    <section className="card" aria-labelledby="profile">
      <h2 id="profile">{words.profile}</h2>
      <dl className="facts">
        <dt>{words.name}</dt>
        <dd>{name ?? words.none}</dd>
        {preferredUsername && (
          <>
            <dt>{words.userName}</dt>
            <dd>{preferredUsername}</dd>
          </>
        )}
        <dt>{words.email}</dt>
        <dd>
          {email ?? words.none}
          {email && emailVerified === false && <> ({words.emailUnverified})</>}
        </dd>
        {roles && roles.length > 0 && (
          <>
            <dt>{words.roles}</dt>
            <dd>{roles.join(', ')}</dd>
          </>
        )}
      </dl>
      <p className="hint">{words.managed}</p>
    </section>
  )
}

export function ThisSignIn(session: SignedInView['session']) {
  const { handle, authTime, now, idleExpiresIn, absoluteExpiresIn, acr, amr, scope } = session
  return (
    <section className="card this-sign-in" aria-labelledby="this-sign-in">
      <h2 id="this-sign-in">{words.signIn}</h2>
      <Ticket kind={words.ticketKind} number={handle} />
      <dl className="facts">
        <dt>{words.signedInAt}</dt>
        <dd>
          <Time at={new Date(authTime * 1000)} />
        </dd>
        <dt>{words.idleEnd}</dt>
        <dd>
          <Time at={new Date((now + idleExpiresIn) * 1000)} />
        </dd>
        <dt>{words.absoluteEnd}</dt>
        <dd>
          <Time at={new Date((now + absoluteExpiresIn) * 1000)} />
        </dd>
        {amr && amr.length > 0 && (
          <>
            <dt>{words.how}</dt>
            <dd>{amr.map((method) => sayOne(methods, method)).join(', ')}</dd>
          </>
        )}
        {acr && (
          <>
            <dt>{words.level}</dt>
            <dd>{sayOne(levels, acr)}</dd>
          </>
        )}
        <dt>{words.permissions}</dt>
        <dd>
          <Permissions scope={scope} />
        </dd>
      </dl>
    </section>
  )
}

function Permissions({ scope }: { scope: string }) {
  const given = scope.split(' ').filter(Boolean)
  if (given.length === 0) return words.noPermissions
  return (
    <ul className="plain">
      {given.map((one) => (
        <li key={one}>{sayOne(permissions, one)}</li>
      ))}
    </ul>
  )
}

/** `hasOwn`: a method called "constructor" is no word of ours. */
function sayOne(dictionary: Record<string, string>, key: string): string {
  return Object.hasOwn(dictionary, key) ? (dictionary[key] ?? key) : key
}
