/** The public front page. It stands without knowing who is here; only the one action waits for the answer. */
import { Show } from '../session/show.tsx'
import { SignInLink } from '../session/sign-in-link.tsx'
import { useSession } from '../session/use-session.ts'
import { startPath } from '../start-path.ts'
import { displayName } from '../ui/display-name.ts'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Ticket } from '../ui/ticket.tsx'
import { home } from '../words/home.ts'
import { app } from '../words/shell.ts'
import './home.css'

export function HomePage() {
  return (
    <Page title={app} heading={home.title} aside={<HeroTicket />} below={<More />}>
      <p className="lead">{home.lead}</p>
      <Action />
    </Page>
  )
}

/** Keeps its place while empty, so that nothing jumps when the answer comes. */
function Action() {
  return (
    <div className="hero-action">
      <Show when="signed-in">
        <Link className="button button-primary button-large" to={startPath}>
          {home.openNotes}
        </Link>
      </Show>
      <Show when="signed-out">
        <SignInLink className="button button-primary button-large" />
        <p className="hint">{home.timeLimit}</p>
      </Show>
    </div>
  )
}

function HeroTicket() {
  const session = useSession()
  const view = session.status === 'authenticated' ? session.view : undefined
  return (
    <Ticket {...home.ticket} decorative>
      <p className="ticket-line">{view ? displayName(view.user) : home.keepTicket}</p>
    </Ticket>
  )
}

function More() {
  return (
    <>
      <HowItWorks />
      <ForMakers />
    </>
  )
}

function HowItWorks() {
  return (
    <section className="how" aria-labelledby="how">
      <h2 id="how">{home.howTitle}</h2>
      <ol>
        {home.how.map(({ title, text }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function ForMakers() {
  return (
    <section className="makers" aria-labelledby="makers">
      <div className="makers-words">
        <h2 id="makers">{home.makersTitle}</h2>
        <p>{home.makers}</p>
        <ul className="ticked">
          {home.makersFacts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
      <ol className="drawing">
        {home.drawing.map((one) => (
          <li key={one.place}>
            {'by' in one && <p className="drawing-by">{one.by}</p>}
            <div className="drawing-place">
              <h3>{one.place}</h3>
              <p>{one.holds}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
