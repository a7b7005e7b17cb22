/**
 * `/signed-in?attempt=…`: where a sign-in in a window of its own ends. It tells the other tabs that something has
 * changed – nothing of what, they ask for that themselves – and closes. Where a browser does not let it, it says
 * what to do, and is no dead end.
 */
import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useSessionLayer } from '../session/use-session-layer.ts'
import { startPath } from '../start-path.ts'
import { Page } from '../ui/page.tsx'
import { signedIn as words } from '../words/session.ts'

export function SignedInPage() {
  const [search] = useSearchParams()
  const { tabs } = useSessionLayer()
  const attempt = search.get('attempt') ?? undefined
  useEffect(() => {
    tabs.tell('signed-in', attempt)
    window.close()
  }, [tabs, attempt])
  return (
    <Page title={words.title}>
      <p className="lead">{words.text}</p>
      <p className="actions">
        <a className="button" href={startPath}>
          {words.start}
        </a>
      </p>
    </Page>
  )
}
