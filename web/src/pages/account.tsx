/**
 * Who you are here, where you are signed in, what you allowed, how the app looks, and the way out. One section
 * each; what stands in them is in `account/`.
 */
import { type ReactNode, useId } from 'react'
import type { SignedInView } from 'shared/session'
import { Permissions } from '../account/permissions.tsx'
import { Profile } from '../account/profile.tsx'
import { RecentActivity } from '../account/recent-activity.tsx'
import { sayOne } from '../account/say-one.ts'
import { SignedInPlaces } from '../account/signed-in-places.tsx'
import { safeLink } from '../safe-link.ts'
import { SignOut } from '../session/sign-out-button.tsx'
import { useOptionalView } from '../session/use-session.ts'
import { LooksChoice } from '../ui/looks-choice.tsx'
import { Page } from '../ui/page.tsx'
import { Ticket } from '../ui/ticket.tsx'
import { Time } from '../ui/time.tsx'
import { account as words, activity, levels, places } from '../words/account.ts'
import '../account/account.css'

export function AccountPage() {
  const view = useOptionalView()
  // The guard lets nobody in without one; it is gone only while the page is covered.
  if (!view) return null
  const { user, session } = view
  return (
    <Page
      title={words.title}
      aside={<Ticket kind={words.ticketKind} number={session.handle} />}
      below={
        <div className="account">
          <Section title={words.profile} text={words.managed(session.service?.name)}>
            <Profile {...user} />
            <AccountLink service={session.service} />
          </Section>
          <Section title={places.title} text={places.text}>
            <SignedInPlaces />
          </Section>
          <Section title={activity.title} text={activity.text}>
            <RecentActivity handle={session.handle} />
          </Section>
          <Section title={words.permissions} text={words.permissionsText}>
            <Permissions scope={session.scope} />
          </Section>
          <Section title={words.appearance} text={words.appearanceText}>
            <LooksChoice look="theme" />
            <LooksChoice look="contrast" />
            <LooksChoice look="motion" />
          </Section>
          <Section title={words.leave} text={words.leaveText}>
            <ThisSignIn {...session} />
            <div className="sign-out">
              <SignOut />
            </div>
          </Section>
        </div>
      }
    >
      <p className="lead">{words.lead}</p>
    </Page>
  )
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="setting" aria-labelledby={id}>
      <div className="setting-words">
        <h2 id={id}>{title}</h2>
        <p className="hint">{text}</p>
      </div>
      <div className="setting-body">{children}</div>
    </section>
  )
}

/** We are not the identity provider; this is the way to who is. */
function AccountLink({ service }: Pick<SignedInView['session'], 'service'>) {
  const href = service?.accountUrl && safeLink(service.accountUrl)
  if (!href) return null
  return (
    <p>
      <a href={href} rel="noreferrer">
        {words.manage(service.name)}
      </a>
    </p>
  )
}

/** When it ends by itself: the time limit is told before it is reached (WCAG 2.2.6). */
export function ThisSignIn(session: SignedInView['session']) {
  const { authTime, now, idleExpiresIn, absoluteExpiresIn, acr } = session
  return (
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
      {acr && (
        <>
          <dt>{words.level}</dt>
          <dd>{sayOne(levels, acr)}</dd>
        </>
      )}
    </dl>
  )
}
