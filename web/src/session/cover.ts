/**
 * The Back button after signing out shows nothing private. Browsers may bring a page back from memory just
 * as it was (back/forward cache), even one sent with `no-store`. So the page covers itself as it leaves, and
 * what comes back stays covered until the BFF has said who is here now.
 */
import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { sessionQuery } from './session-query.ts'

export function coverWhileAway(client: QueryClient, window: Window): void {
  window.addEventListener('pagehide', (event) => {
    if (event.persisted) cover(window.document, 'until-known')
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void uncoverWhenKnown(client, window.document)
  })
}

/**
 * An attribute and a stylesheet rule (`base.css`): works on whatever is mounted, however it got there. A page
 * that leaves is covered `for-good`, whatever it learns in the moments it still has; if it is then put away and
 * comes back after all, it is one to be asked about.
 */
export function cover(document: Document, how: 'until-known' | 'for-good' = 'for-good'): void {
  document.documentElement.dataset.covered = how
}

export function isCovered(document: Document): boolean {
  return document.documentElement.dataset.covered !== undefined
}

/**
 * The session query never errors, so this always ends; what is then shown follows from its answer. But not at
 * once: components hear of it by a timer of the query library's, and until then the page is still the one that
 * was put away. Ours is started after theirs, so they have drawn what is true now (`back-button.test.ts`).
 */
async function uncoverWhenKnown(client: QueryClient, document: Document): Promise<void> {
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  notifyManager.schedule(() => {
    const { dataset } = document.documentElement
    if (dataset.covered === 'until-known') delete dataset.covered
  })
}
