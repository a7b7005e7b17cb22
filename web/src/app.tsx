/**
 * Puts the pieces together and shows them, once the first page is decided. Until then the splash of
 * `index.html` stays: a private page waits for the session's answer, and a person who is being sent to
 * sign in never sees a page of ours in between.
 */
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './query-client.ts'
import { createRouter } from './router.tsx'
import { coverWhileAway } from './session/cover.ts'
import type { EarlySession } from './session/early-session.ts'
import { watchForNewVersion } from './session/new-version.ts'
import { createSessionLayer } from './session/session-layer.ts'
import { sessionQuery, settled, tellSession } from './session/session-query.ts'
import { createSignInAttempts } from './session/sign-in-attempts.ts'
import { SessionLayerProvider } from './session/use-session-layer.ts'

export async function startApp(early: EarlySession): Promise<void> {
  const { router, element } = createApp(early)
  await firstPageOf(router)
  createRoot(document.querySelector('#root') as Element).render(element)
}

export function createApp(early: EarlySession) {
  const client = createQueryClient()
  const layer = createSessionLayer(client, window)
  watchForNewVersion(client, window)
  if ('known' in early) tellSession(client, early.known)
  else {
    const queryFn = async () => settled(client, await early.asked)
    void client.prefetchQuery({ ...sessionQuery, queryFn })
  }
  coverWhileAway(client, window)
  const router = createRouter(
    client,
    createSignInAttempts(() => sessionStorage, Date.now),
  )
  const element = (
    <StrictMode>
      <QueryClientProvider client={client}>
        <SessionLayerProvider value={layer}>
          <RouterProvider router={router} />
        </SessionLayerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  return { client, router, element }
}

/** For ever pending when the guard leaves for the sign-in page: then there is nothing to show. */
export function firstPageOf(router: ReturnType<typeof createRouter>): Promise<void> {
  if (router.state.initialized) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = router.subscribe((state) => {
      if (!state.initialized) return
      stop()
      resolve()
    })
  })
}
