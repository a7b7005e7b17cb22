/** An address of ours that leads nowhere. */
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { notFound } from '../words/problem-page.ts'

export function NotFoundPage() {
  return (
    <Page title={notFound.title}>
      <p className="lead">{notFound.text}</p>
      <p className="actions">
        <Link className="button button-primary" to="/">
          {notFound.home}
        </Link>
      </p>
    </Page>
  )
}
