/**
 * A client for the APIs behind the BFF, typed by their OpenAPI documents (`pnpm api-types`): a path that is not
 * there, a body that does not fit, an answer taken for another are red before anything runs. Underneath it
 * asks as `http.ts` does: our header, a time limit, no redirect, and a `ProblemError` for every no.
 *
 *     const api = createApi<paths>('/api')
 *     const { notes } = await answerOf(api.GET('/notes', { signal }), NoteList)
 */
import createClient, { type Client } from 'openapi-fetch'
import { passiveHeader } from 'shared/paths'
import { encodeSegment } from '../api-path.ts'
import { type Ask, asked, exchange, ProblemError } from '../http.ts'

type Send = (request: Request, init: { signal: AbortSignal }) => Promise<Response>

/** The library leaves what else stands in a call on its request: `api.GET('/notes', { timeoutMs: 5_000 })`. */
type Asking = Request & Pick<Ask<unknown>, 'passive' | 'timeoutMs'>

/** @param base what the BFF has in front of the document's paths */
export function createApi<Paths extends {}>(base: string, send: Send = fetch): Client<Paths> {
  return createClient<Paths>({
    ...asked,
    baseUrl: base,
    pathSerializer: fill,
    fetch: (request: Asking) => {
      if (request.passive) request.headers.set(passiveHeader.name, passiveHeader.value)
      return exchange((signal) => send(request, { signal }), request)
    },
  })
}

/**
 * What was asked for, or a `ProblemError`. A type is a promise; the schema looks whether it was kept, so that
 * what does not fit is `unreadable` here and not a crash three components later.
 */
export async function answerOf<T>(
  call: Promise<{ data?: T }>,
  schema: { parse(value: unknown): NoInfer<T> | (undefined extends T ? void : never) },
): Promise<T> {
  try {
    const { data } = await call
    return schema.parse(data) as T
  } catch (cause) {
    const isCancelled = cause instanceof DOMException && cause.name === 'AbortError'
    if (cause instanceof ProblemError || isCancelled) throw cause
    // Which yes it came with is all the same.
    throw new ProblemError({ code: 'unreadable', status: 200, refused: false }, { cause })
  }
}

/** The library would let `..` through (`api-path.ts`). */
function fill(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeSegment(String(values[name])),
  )
}
