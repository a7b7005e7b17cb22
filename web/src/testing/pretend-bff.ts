/**
 * For tests: the BFF as a page sees it, by DESIGN's contract and in a few lines. It knows who is signed in, lets
 * nobody else at the API, refuses what does not come from our own script, and remembers what it was asked.
 *
 * What an API answers the test says itself, by method and path. What nobody answers is not found.
 */
import { csrfHeader, paths, refusalHeader } from 'shared/paths'
import { type ProblemCode, problems } from 'shared/problem'
import type { EndReason, SessionView } from 'shared/session'
import { createPretendStreams, type PretendStreams } from './pretend-streams.ts'

/** `{ 'GET /api/notes': () => Response.json({ notes: [] }) }` */
export type Answers = Record<string, (request: Request) => Response | Promise<Response>>

export interface PretendBff {
  /** What it says of the browser from now on, to whoever asks. */
  session: SessionView
  answers: Answers
  /** `GET /api/notes`, in the order it came. */
  readonly asked: readonly string[]
  fetch(request: Request): Promise<Response>
  /** Is an answer on its way? */
  isBusy(): boolean
  /** On the live channel of every tab: `bff.live.tell('ended', { reason: 'operator' })`. */
  live: PretendStreams
}

export function createPretendBff(session: SessionView, answers: Answers = {}): PretendBff {
  const asked: string[] = []
  let open = 0
  const bff: PretendBff = {
    session,
    answers,
    asked,
    live: createPretendStreams(),
    isBusy: () => open > 0,
    async fetch(request) {
      open += 1
      asked.push(whatOf(request))
      try {
        return await answerTo(request)
      } finally {
        open -= 1
      }
    },
  }
  const ownAnswers: Answers = {
    [`GET ${paths.session}`]: () => Response.json(bff.session),
    [`POST ${paths.extend}`]: () => Response.json(bff.session),
    [`POST ${paths.logout}`]: () => {
      bff.session = { status: 'signed-out', reason: 'user' }
      return Response.json({ location: paths.signedOutPage })
    },
  }
  return bff

  function answerTo(request: Request): Response | Promise<Response> {
    const what = whatOf(request)
    if (request.headers.get(csrfHeader.name) !== csrfHeader.value) {
      return refusal('cross-site-request')
    }
    const isOpenToAll = new URL(request.url).pathname === paths.session
    if (bff.session.status === 'signed-out' && !isOpenToAll) return whyNot(bff.session.reason)
    const answer = bff.answers[what] ?? ownAnswers[what]
    return answer ? answer(request) : refusal('not-found')
  }
}

function whatOf({ method, url }: Request): string {
  return `${method} ${new URL(url).pathname}`
}

function whyNot(reason: EndReason | undefined): Response {
  return reason ? refusal('session-ended', { reason }) : refusal('session-required')
}

/** Our own no: problem+json (RFC 9457) and the header that says that nothing was forwarded. */
export function refusal(
  code: ProblemCode,
  more: object = {},
  headers: Record<string, string> = {},
): Response {
  const { status, title } = problems[code]
  const body = { type: 'about:blank', title, status, code, ref: 'r-1', ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', [refusalHeader]: code, ...headers },
  })
}
