/**
 * Where this person is signed in, as a query and what can be done about it. Looking never extends anything
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
    const { sessions } = await request(paths.sessions, { schema: SessionList, signal })
    return thisOneFirst(sessions)
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
    client.setQueryData(sessionsQuery.queryKey, (list) => list?.filter(stays))
  const one = useMutation({
    // An answer already under way would bring back what has just been ended.
    onMutate: () => client.cancelQueries(sessionsQuery),
    mutationFn: endOne,
    onSuccess: (_nothing, handle) => keep((entry) => entry.handle !== handle),
    onError: () => refetch(),
  })
  const others = useMutation({
    onMutate: () => client.cancelQueries(sessionsQuery),
    mutationFn: () => request(paths.sessions, { method: 'DELETE', schema: EndedSessions }),
    onSuccess: () => keep((entry) => entry.current),
    onError: () => refetch(),
  })
  return {
    data,
    error,
    refetch,
    signOutOf: one.mutateAsync,
    signOutOthers: async () => (await others.mutateAsync()).ended,
  }
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
