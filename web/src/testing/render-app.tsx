/**
 * For tests: the whole app – its real routes, guards, cache and session layer – in the DOM of the test, between a
 * person and a pretended BFF. The file that uses it begins with `// @vitest-environment happy-dom`.
 *
 *     const { person, bff } = await renderApp({ path: '/notes', session: signedIn() })
 *     bff.session = signedOut('idle')
 *     await person.press('Add note')
 *
 * Where the browser is sent is not followed: `address()` says where that would be. All tabs of a test share one
 * window, and with it the address bar and storage; each has a cache, a router and a page of its own.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { DetachedWindowAPI } from 'happy-dom'
import { createRoot } from 'react-dom/client'
import type { SessionView } from 'shared/session'
import { onTestFinished } from 'vitest'
import { createApp } from '../app.tsx'
import { isCovered } from '../session/cover.ts'
import type { FakeClock } from './fake-clock.ts'
import { createPerson, type Person } from './person.ts'
import { type Answers, createPretendBff, type PretendBff } from './pretend-bff.ts'
import { signedOut } from './session-views.ts'
import { until } from './until.ts'

export interface RenderedApp {
  person: Person
  bff: PretendBff
  client: QueryClient
  /** Path and search of where the browser is, or has been sent. */
  address(): string
  /** Is everything out of sight, because the page is about to begin anew or to go? */
  isCovered(): boolean
  /** Another tab of the same browser: the same session, and the channel between tabs. */
  otherTab(path?: string): Promise<RenderedApp>
}

export interface Setting {
  path?: string
  session?: SessionView
  answers?: Answers
  clock?: FakeClock
}

export async function renderApp({
  path = '/',
  session = signedOut(),
  answers = {},
  clock,
}: Setting = {}): Promise<RenderedApp> {
  const bff = createPretendBff(session, answers)
  clock?.waitsWhile(bff.isBusy)
  const { settings } = (window as unknown as { happyDOM: DetachedWindowAPI }).happyDOM
  const beforeAsyncRequest = ({ request }: { request: unknown }) => bff.fetch(request as Request)
  settings.fetch.interceptor = {
    beforeAsyncRequest,
  } as unknown as typeof settings.fetch.interceptor
  window.EventSource = bff.live.EventSource
  // Otherwise a page that closes its window would end the test.
  window.close = () => undefined
  return openTab(bff, path)
}

async function openTab(bff: PretendBff, path: string): Promise<RenderedApp> {
  window.history.replaceState(null, '', path)
  const begunAt = address()
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const { client, router, element } = createApp({
    known: { type: 'answered', view: bff.session },
  })
  onTestFinished(() => {
    root.unmount()
    place.remove()
    leave(client)
  })
  const isDecided = () => router.state.initialized || address() !== begunAt
  await until(isDecided, `${path} is there, or the browser is sent elsewhere`)
  if (router.state.initialized) {
    root.render(element)
    await until(() => place.firstChild, 'something is drawn')
  }
  return {
    person: createPerson(place),
    bff,
    client,
    address,
    isCovered: () => isCovered(document),
    otherTab: (other = path) => openTab(bff, other),
  }
}

function address(): string {
  return window.location.pathname + window.location.search
}

/** Nothing of this page is left for the next test. */
function leave(client: QueryClient): void {
  window.dispatchEvent(new Event('pagehide'))
  client.clear()
  sessionStorage.clear()
  localStorage.clear()
  delete document.documentElement.dataset.covered
}
