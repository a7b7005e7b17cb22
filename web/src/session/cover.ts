/**
 * The Back button after signing out shows nothing private. Browsers may bring a page back from memory just
 * as it was (back/forward cache), even one sent with `no-store`. So the page covers itself as it leaves, and
 * what comes back stays covered until the BFF has said who is here now.
 */
import type { QueryClient } from '@tanstack/react-query'
import { sessionQuery } from './session-query.ts'

export function coverWhileAway(client: QueryClient, window: Window): void {
  window.addEventListener('pagehide', (event) => {
    if (event.persisted) cover(window.document)
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void uncoverWhenKnown(client, window.document)
  })
}

/** An attribute and a stylesheet rule (`base.css`): works on whatever is mounted, however it got there. */
export function cover(document: Document): void {
  document.documentElement.dataset.covered = ''
}

export function isCovered(document: Document): boolean {
  return document.documentElement.dataset.covered !== undefined
}

/** The session query never errors, so this always ends; what is then shown follows from its answer. */
async function uncoverWhenKnown(client: QueryClient, document: Document): Promise<void> {
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  delete document.documentElement.dataset.covered
}
