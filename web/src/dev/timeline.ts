/**
 * The life of a session on one line: when it began, what was done with it, where it is now, and the two limits. The idle
 * limit is half an hour away and the absolute one half a day: after the idle limit the line is broken, and says so.
 */
import type { Flow, HeldView, Step } from 'shared/inspector'

export interface Mark {
  kind: 'begin' | 'flow' | 'failed' | 'now' | 'token' | 'idle' | 'absolute'
  /** Milliseconds since the epoch. */
  at: number
  /** From 0 to 1, along the line. */
  place: number
  words: string
}

export interface Timeline {
  marks: Mark[]
  /** From here on the line is not to scale. */
  brokenAt?: number
}

/** As much of the line as belongs to the time until the idle limit. */
const share = 0.86

export function timelineOf(
  view: HeldView,
  flows: readonly Flow[],
  steps: readonly Step[],
): Timeline | undefined {
  const { signedInAt, now, idleExpiresIn, absoluteExpiresIn } = view
  if (signedInAt === undefined || now === undefined) return undefined
  const idleAt = now + (idleExpiresIn ?? 0) * 1000
  const absoluteAt = now + (absoluteExpiresIn ?? 0) * 1000
  const isBroken = absoluteAt > idleAt + (idleAt - signedInAt) / 10
  const until = isBroken ? idleAt : absoluteAt
  const scale = (isBroken ? share : 1) / Math.max(1, until - signedInAt)
  const place = (at: number) => (at > until ? 1 : Math.max(0, (at - signedInAt) * scale))
  const mark = (kind: Mark['kind'], at: number, words: string) => ({
    kind,
    at,
    place: place(at),
    words,
  })
  const marks = [
    mark('begin', signedInAt, 'Signed in'),
    ...doneIn(flows, steps, signedInAt).map(({ state, title, at }) =>
      mark(state === 'failed' ? 'failed' : 'flow', at, title),
    ),
    mark('now', now, 'Now'),
    ...tokensEnd(view, now).map((at) => mark('token', at, 'Access token runs out')),
    mark('idle', idleAt, 'Idle limit, if nothing is done'),
    mark('absolute', absoluteAt, 'Absolute limit, whatever is done'),
  ]
  return {
    marks: marks.toSorted((a, b) => a.at - b.at),
    ...(isBroken && { brokenAt: share }),
  }
}

/** What people did, not who asked “who is here?”. */
function doneIn(flows: readonly Flow[], steps: readonly Step[], since: number) {
  return flows
    .filter(({ kind }) => kind === 'api-call' || kind === 'sign-in')
    .flatMap((flow) => {
      const at = steps.find((step) => step.flow === flow.id)?.t
      return at === undefined || at <= since ? [] : [{ ...flow, at }]
    })
}

function tokensEnd({ held }: HeldView, now: number): number[] {
  return held.flatMap(({ name, expiresIn }) =>
    name === 'access_token' && expiresIn !== undefined ? [now + expiresIn * 1000] : [],
  )
}
