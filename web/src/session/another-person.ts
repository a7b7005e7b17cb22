/**
 * If somebody else turns out to be signed in – another tab, a shared computer – everything this page holds
 * belongs to the one before: lists, caches, half a sentence in a form. Nothing is picked apart; the page is
 * covered and loaded anew.
 */
import type { QueryClient } from '@tanstack/react-query'
import { cover } from './cover.ts'
import { sessionKey, sessionNow } from './session-query.ts'
import { isAnotherPerson } from './session-state.ts'

export function startAnewForAnotherPerson(client: QueryClient, window: Window): void {
  let before = sessionNow(client)
  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== sessionKey[0]) return
    const after = sessionNow(client)
    if (isAnotherPerson(before, after)) {
      cover(window.document)
      window.location.reload()
    } else before = after
  })
}
