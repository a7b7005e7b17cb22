/**
 * The one policy for all requests. Reads are tried again only where trying again can help; writes never,
 * by themselves. A refusal that says the session is over becomes session data, and the screen follows
 * from data – no redirect hides in a transport, no component has a 401 branch of its own.
 */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError } from './http.ts'
import { refusalIn } from './session/ask-session.ts'
import { factOf, noteFact } from './session/page-facts.ts'
import { sessionKey, tellSession } from './session/session-query.ts'

const mostRetries = 2

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    // On the caches, because a local `onError` on a query or mutation would replace a default one.
    queryCache: new QueryCache({
      onError: (error) => learn(client, error),
      onSuccess: (_data, { queryKey }) => {
        // The BFF answers for the session by itself, whoever else is not there.
        if (queryKey[0] !== sessionKey[0]) isThrough(client)
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _given, _kept, mutation) => learn(client, error, mutation),
      onSuccess: () => isThrough(client),
    }),
    defaultOptions: {
      queries: {
        retry: isWorthAnotherTry,
        retryDelay: (attempt, error) => pauseMs(attempt, error, Math.random()),
        staleTime: 10_000,
      },
      // `always`: offline a write fails at once and says so, instead of being sent later unasked.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}

function learn(client: QueryClient, error: unknown, failed?: object): void {
  const refusal = refusalIn(error)
  if (refusal) tellSession(client, refusal, failed)
  else if (isInTheWay(error)) noteFact(client, 'trouble', error.failure.code)
  // Nothing came back. Perhaps nothing does: let the session query find out, and the banner say it.
  else if (didNotArrive(error)) void client.invalidateQueries({ queryKey: sessionKey })
}

function isThrough(client: QueryClient): void {
  if (factOf(client, 'trouble') !== undefined) noteFact(client, 'trouble', undefined)
}

type InTheWay = 'provider-unreachable' | 'store-unreachable'

/** Neither says anything about the session: it goes on, and so does what can be read. */
function isInTheWay(error: unknown): error is ProblemError & { failure: { code: InTheWay } } {
  if (!(error instanceof ProblemError)) return false
  const { code } = error.failure // ours: nobody else's word for it gets this far (`http.ts`)
  return code === 'provider-unreachable' || code === 'store-unreachable'
}

function didNotArrive(error: unknown): boolean {
  return error instanceof ProblemError && error.failure.status === 0
}

/** An answer with a 4xx will not get better by asking again (429 says when, and a person decides). */
export function isWorthAnotherTry(failures: number, error: unknown): boolean {
  if (!(error instanceof ProblemError) || failures >= mostRetries) return false
  return error.failure.status === 0 || error.failure.status >= 500
}

/** Retry-After where given (at most 10 s: nobody watches a skeleton longer), else 1 s, 2 s, with jitter. */
export function pauseMs(attempt: number, error: unknown, random: number): number {
  const told = error instanceof ProblemError ? error.failure.retryAfterSeconds : undefined
  if (told !== undefined) return Math.min(told, 10) * 1000
  return 1000 * 2 ** attempt * (0.75 + random / 2)
}
