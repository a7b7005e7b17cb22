/**
 * Does this page hold work that would be lost with it? Forms report typed text (`ui/unsaved.tsx`), and a
 * write that is not answered yet may still have to be repeated. Kept in the query cache, beside the session,
 * because what happens to the one depends on the other.
 */
import type { QueryClient } from '@tanstack/react-query'

const unsavedKey = ['unsaved'] as const

export function noteUnsaved(client: QueryClient, unsaved: boolean): void {
  client.setQueryDefaults(unsavedKey, { gcTime: Number.POSITIVE_INFINITY })
  client.setQueryData(unsavedKey, unsaved)
}

/** @param failed a write that is over, though the cache hears of that a moment later */
export function hasWork(client: QueryClient, failed?: object): boolean {
  if (client.getQueryData(unsavedKey) === true) return true
  return client.isMutating({ predicate: (mutation) => mutation !== failed }) > 0
}

/** Not data of any person: it stays when their data goes. */
export function isAboutThisPage(queryKey: readonly unknown[]): boolean {
  return queryKey[0] === unsavedKey[0]
}
