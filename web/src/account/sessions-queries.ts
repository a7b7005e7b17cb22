/**
 * Where this person is signed in and was lately, as a query and what can be done about it. Looking never extends anything
 * (`GET /auth/sessions` does not), so the list may look again by itself while somebody looks at it: what
 * is ended on another device goes here, too.
 */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { paths } from 'shared/paths'
import { EndedSessions, type SessionEntry, SessionList } from 'shared/sessions'
import { nothing, ProblemError, request } from '../http.ts'

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => {
    const { sessions, activity } = await request(paths.sessions, { schema: SessionList, signal })
    return { sessions: thisOneFirst(sessions), activity }
  },
  staleTime: 2_000,
  refetchInterval: 15_000,
})

function thisOneFirst(sessions: SessionEntry[]): SessionEntry[] {
  return sessions.toSorted((a, b) => Number(b.current) - Number(a.current))
}

/** Both promises fail when it did not work; the list shows what is true either way. */
export function useSessions() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const keep = (stays: (entry: SessionEntry) => boolean) =>
    client.setQueryData(
      sessionsQuery.queryKey,
      (list) => list && { ...list, sessions: list.sessions.filter(stays) },
    )
  const one = useMutation({
    // An answer already under way would bring back what has just been ended.
    onMutate: () => client.cancelQueries(sessionsQuery),
    mutationFn: endOne,
    onSuccess: (_nothing, handle) => keep((entry) => entry.handle !== handle),
    // What happened to it is told below the list; and if it did not work, the list is as true as ever.
    onSettled: () => void refetch(),
  })
  const others = useMutation({
    onMutate: () => client.cancelQueries(sessionsQuery),
    mutationFn: () => request(paths.sessions, { method: 'DELETE', schema: EndedSessions }),
    onSuccess: () => keep((entry) => entry.current),
    onSettled: () => void refetch(),
  })
  return {
    data: data?.sessions,
    error,
    refetch,
    signOutOf: one.mutateAsync,
    signOutOthers: async () => (await others.mutateAsync()).ended,
  }
}

/** What became of this person's sign-ins lately, and the time of the BFF by which that is told. */
export function useActivity() {
  const { data } = useQuery(sessionsQuery)
  const now = data?.sessions.find(({ current }) => current)?.lastActiveAt
  return { entries: data?.activity, now }
}

async function endOne(handle: string): Promise<void> {
  const path = `${paths.sessions}/${encodeURIComponent(handle)}`
  try {
    await request(path, { method: 'DELETE', schema: nothing })
  } catch (error) {
    // Gone already, by itself or from yet another device: that is what was wanted.
    if (!(error instanceof ProblemError) || error.failure.code !== 'not-found') throw error
  }
}
