/**
 * What is true of this page whoever looks at it: does it hold typed text, what is in the way, is it of an old
 * version. Kept in the query cache, beside the session, because what happens to the one depends on the other,
 * and a component follows it like any other data.
 */
import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query'

interface PageFacts {
  /** Typed and not saved. */
  unsaved: boolean
  /** What a call was refused with lately though the session is fine. */
  trouble: 'provider-unreachable' | 'store-unreachable' | undefined
  /** It has asked for the end of its session, and goes where the answer says. */
  leaving: boolean
  /** Code of this page could not be fetched: there is a newer one. */
  newVersion: boolean
}

const keyOf = (name: keyof PageFacts) => ['page', name] as const
const forEver = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY }

export function noteFact<N extends keyof PageFacts>(
  client: QueryClient,
  name: N,
  fact: PageFacts[N],
): void {
  client.setQueryDefaults(keyOf(name), forEver)
  client.setQueryData(keyOf(name), fact ?? null)
}

export function factOf<N extends keyof PageFacts>(
  client: QueryClient,
  name: N,
): PageFacts[N] | undefined {
  return client.getQueryData<PageFacts[N]>(keyOf(name)) ?? undefined
}

export function usePageFact<N extends keyof PageFacts>(name: N): PageFacts[N] | undefined {
  const { data } = useQuery({ queryKey: keyOf(name), queryFn: skipToken, ...forEver })
  return (data as PageFacts[N] | null | undefined) ?? undefined
}

/** Not data of any person: it stays when their data goes. */
export function isAboutThisPage(queryKey: readonly unknown[]): boolean {
  return queryKey[0] === 'page'
}

/**
 * Would anything be lost with this page? Typed text, or a write that is not answered.
 *
 * @param failed a write that is over, though the cache hears of that a moment later
 */
export function hasWork(client: QueryClient, failed?: object): boolean {
  if (factOf(client, 'unsaved') === true) return true
  return client.isMutating({ predicate: (mutation) => mutation !== failed }) > 0
}
